import type { Figures, SummaryAnswer } from '@dwell/shared';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { formatDuration } from '../../format/duration.js';
import { useFilters } from '../../filters/use-filters.js';
import { formatNumber } from '../../format/number.js';
import { messages } from '../../messages/messages.js';
import { Duration } from '../../ui/times.js';
import { Figure, FigureStrip } from '../../ui/FigureStrip.js';
import { LIST_OF_VIEWS, listOfPeople, listOfSessions } from '../lists.js';
import { ActiveFigure } from './ActiveFigure.js';
import { changesIn } from './ChangeLabel.js';
import { ComparedWith } from './ComparedWith.js';
import classes from './statistics.module.css';

const text = messages.statistics;

const VIEWS = { to: '/views', search: LIST_OF_VIEWS } as const;

/** Where each figure leads: to the list of exactly what it counts or sums. */
const LISTS = {
  visible_duration: VIEWS,
  visits: VIEWS,
  users: { to: '/people', search: listOfPeople() },
  views: VIEWS,
  sessions: { to: '/sessions', search: listOfSessions() },
} as const;

const COUNTS = ['visits', 'users', 'views', 'sessions'] as const satisfies (keyof Figures)[];

type FigureName = keyof typeof LISTS;

/** Leads to the list that a figure is about. */
const FigureLink = ({ name, children }: { name: FigureName; children: ReactNode }) => (
  <Link {...LISTS[name]} className={classes.figureLink}>
    {children}
  </Link>
);

/** The window's figures, each with its change since the compared window. */
export const KeyFigures = ({ summary }: { summary: SummaryAnswer }) => {
  const { current } = summary;
  const [{ view }] = useFilters();
  const labels = view === undefined ? text : { ...text, sessions: text.sessionsOnView };
  const change = changesIn(summary);
  return (
    <>
      <FigureStrip>
        <Figure
          name="visible_duration"
          label={text.timeOnPage}
          note={change('visible_duration', formatDuration)}
        >
          <FigureLink name="visible_duration">
            <Duration seconds={current.visible_duration} />
          </FigureLink>
        </Figure>
        {COUNTS.map((name) => (
          <Figure key={name} name={name} label={labels[name]} note={change(name, formatNumber)}>
            <FigureLink name={name}>{formatNumber(current[name])}</FigureLink>
          </Figure>
        ))}
        <ActiveFigure summary={summary} />
      </FigureStrip>
      <ComparedWith summary={summary} />
    </>
  );
};
