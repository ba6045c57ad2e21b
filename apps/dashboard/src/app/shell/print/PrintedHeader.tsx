import { aboutFilters, aboutScope } from '../../../shared/filters/about.js';
import { useScope } from '../../../shared/filters/use-filters.js';
import { messages } from '../../../shared/messages/messages.js';
import { Logo } from '../../../shared/ui/Logo.js';
import classes from './print.module.css';

/**
 * The first line of a printed page, in place of the filter bar: the window of its figures, if it has one, and the
 * filters.
 */
export const PrintedHeader = ({ hasWindow }: { hasWindow: boolean }) => {
  const scope = useScope();
  const about = hasWindow ? aboutScope(scope) : aboutFilters(scope);
  return (
    <div className={classes.header}>
      <span className={classes.brand}>
        <Logo size={18} /> {messages.product}
      </span>
      {about !== '' && <span>{about}</span>}
    </div>
  );
};
