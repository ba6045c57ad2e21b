import { Paper } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Scope } from '../../../shared/filters/scope.js';
import { formatNumber } from '../../../shared/format/number.js';
import { messages } from '../../../shared/messages/messages.js';
import { activeSearch } from '../../../shared/statistics/active-search.js';
import { Figure, FigureStrip } from '../../../shared/ui/FigureStrip.js';
import type { LiveFigures } from '../live-groups.js';
import classes from './live.module.css';

const text = messages.live;

/** How many sessions, people and views there are now. */
export const LiveFigureStrip = ({ figures, scope }: { figures: LiveFigures; scope: Scope }) => (
  <Paper component="section" aria-label={text.figures}>
    <FigureStrip>
      <Figure
        name="sessions"
        label={scope.view === undefined ? text.sessions : text.sessionsHere}
        live={figures.sessions > 0}
      >
        <Link to="/sessions" search={activeSearch(scope)} className={classes.figureLink}>
          {formatNumber(figures.sessions)}
        </Link>
      </Figure>
      <Figure name="people" label={text.people}>
        {formatNumber(figures.people)}
      </Figure>
      <Figure name="visible" label={text.visibleNow}>
        {formatNumber(figures.visible)}
      </Figure>
      <Figure name="views" label={text.views}>
        {formatNumber(figures.views)}
      </Figure>
    </FigureStrip>
  </Paper>
);
