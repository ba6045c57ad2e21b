import type { SummaryAnswer } from '@dwell/shared';
import { Link } from '@tanstack/react-router';
import { useFilters, useScope } from '../../filters/use-filters.js';
import { activeSearch } from '../active-search.js';
import { formatNumber } from '../../format/number.js';
import { messages } from '../../messages/messages.js';
import { Figure } from '../../ui/FigureStrip.js';
import { useStale } from '../../ui/stale.js';
import classes from './statistics.module.css';

const text = messages.statistics;

/**
 * The number of sessions that are active now; with a view filter, of those that show the view now. Links to the list of
 * exactly these sessions, with a window that contains them all.
 */
export const ActiveFigure = ({
  summary: { active_sessions, all_active_sessions },
}: {
  summary: SummaryAnswer;
}) => {
  const [{ view }] = useFilters();
  const scope = useScope();
  const isOnView = view !== undefined;
  const now = isOnView ? text.onViewNow(formatNumber(all_active_sessions)) : text.rightNow;
  return (
    <Figure
      name="active_sessions"
      label={text.activeNow}
      note={useStale() ? text.lastKnown : now}
      live={active_sessions > 0}
    >
      <Link to="/sessions" search={activeSearch(scope)} className={classes.figureLink}>
        {formatNumber(active_sessions)}
      </Link>
    </Figure>
  );
};
