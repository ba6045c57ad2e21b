import { Link } from '@tanstack/react-router';
import { useScope } from '../../../shared/filters/use-filters.js';
import { formatNumber } from '../../../shared/format/number.js';
import { plainName } from '../../../shared/format/names.js';
import { messages } from '../../../shared/messages/messages.js';
import { activeSearch } from '../../../shared/statistics/active-search.js';
import classes from './views.module.css';

interface HereNowLinkProps {
  view: string;
  /** How many sessions are here now on the view. */
  count: number;
}

/** The number of sessions that are here now on a view. Leads to the list of these sessions. */
export const HereNowLink = ({ view, count }: HereNowLinkProps) => {
  const scope = useScope();
  if (count === 0) return <span className={classes.none}>0</span>;
  return (
    <Link
      to="/sessions"
      search={activeSearch({ ...scope, view })}
      className={classes.live}
      title={messages.views.hereNowOn(plainName(view))}
      data-colored
    >
      {formatNumber(count)}
    </Link>
  );
};
