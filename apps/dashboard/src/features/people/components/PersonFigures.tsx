import type { Figures, SessionAnswer, SummaryAnswer } from '@dwell/shared';
import { Paper } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Scope } from '../../../shared/filters/scope.js';
import { formatDuration } from '../../../shared/format/duration.js';
import { formatNumber } from '../../../shared/format/number.js';
import { messages } from '../../../shared/messages/messages.js';
import { useSummary } from '../../../shared/statistics/api/summary.js';
import { changesIn } from '../../../shared/statistics/components/ChangeLabel.js';
import { ComparedWith } from '../../../shared/statistics/components/ComparedWith.js';
import { Figure, FigureStrip } from '../../../shared/ui/FigureStrip.js';
import { PathName } from '../../../shared/ui/Name.js';
import { LoadingState, QueryView } from '../../../shared/ui/states.js';
import { Instant, MaybeDuration } from '../../../shared/ui/times.js';
import classes from './people.module.css';

const text = { ...messages.statistics, ...messages.person };

const COUNTS = ['visits', 'sessions', 'views'] as const satisfies (keyof Figures)[];

const DURATIONS = [
  ['visible_duration', text.timeOnPage],
  ['mean_visit_duration', text.meanVisit],
  ['median_visit_duration', text.medianVisit],
] as const satisfies [keyof Figures, string][];

interface PersonFiguresProps {
  scope: Scope;
  /** The person's session with the latest ping; undefined while it is not known. */
  latest: SessionAnswer | undefined;
}

/** The person's figures in the window, each with its change since the compared window, and where the person is now. */
export const PersonFigures = ({ scope, latest }: PersonFiguresProps) => {
  const summary = useSummary(scope);
  return (
    <Paper component="section" aria-label={text.figures}>
      <QueryView query={summary} loading={<LoadingState lines={3} height={18} />}>
        {(answer) => (
          <>
            <FigureStrip>
              {windowFigures(answer, scope.view !== undefined)}
              <Figure
                name="last_seen"
                label={text.lastSeen}
                note={latest && <Instant at={latest.last_ping} tz={scope.tz} format="time" />}
              >
                {latest ? <Instant at={latest.last_ping} tz={scope.tz} format="date" /> : '–'}
              </Figure>
              <Presence latest={latest} activeSessions={answer.all_active_sessions} />
            </FigureStrip>
            <ComparedWith summary={answer} />
          </>
        )}
      </QueryView>
    </Paper>
  );
};

const windowFigures = (summary: SummaryAnswer, onView: boolean): ReactNode[] => {
  const { current } = summary;
  const change = changesIn(summary);
  const durations = DURATIONS.map(([name, label]) => (
    <Figure key={name} name={name} label={label} note={change(name, formatDuration)}>
      <MaybeDuration seconds={current[name]} />
    </Figure>
  ));
  const counts = COUNTS.map((name) => (
    <Figure
      key={name}
      name={name}
      label={name === 'sessions' && onView ? text.sessionsOnView : text[name]}
      note={change(name, formatNumber)}
    >
      {formatNumber(current[name])}
    </Figure>
  ));
  const [time, ...lengths] = durations;
  return [time, ...counts, ...lengths];
};

interface PresenceProps {
  latest: SessionAnswer | undefined;
  /** How many of the person's sessions are active now. */
  activeSessions: number;
}

/** Whether the person is active now, and on which view the person was visible last. Leads to the session. */
const Presence = ({ latest, activeSessions }: PresenceProps) => {
  const active = latest?.active ?? false;
  const path = latest?.last_visible_path ?? [];
  return (
    <Figure
      name="now"
      label={text.now}
      live={active}
      note={
        <>
          {path.length > 0 && (
            <span className={classes.where}>
              {text.lastOn} <PathName path={path} />
            </span>
          )}
          {activeSessions > 1 && text.moreActive(activeSessions - 1)}
        </>
      }
    >
      {latest ? (
        <Link to="/sessions/$sessionId" params={{ sessionId: latest._id }} className={classes.figureLink}>
          {active ? text.active : text.notActive}
        </Link>
      ) : (
        '–'
      )}
    </Figure>
  );
};
