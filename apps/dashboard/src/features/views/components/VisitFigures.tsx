import type { SummaryAnswer, VisitDurations } from '@dwell/shared';
import { Paper } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Scope } from '../../../shared/filters/scope.js';
import { formatDuration } from '../../../shared/format/duration.js';
import { formatNumber } from '../../../shared/format/number.js';
import { listOfPeople, listOfSessions } from '../../../shared/statistics/lists.js';
import { messages } from '../../../shared/messages/messages.js';
import { useSummary } from '../../../shared/statistics/api/summary.js';
import { ActiveFigure } from '../../../shared/statistics/components/ActiveFigure.js';
import { changesIn } from '../../../shared/statistics/components/ChangeLabel.js';
import { ComparedWith } from '../../../shared/statistics/components/ComparedWith.js';
import { Figure, FigureStrip } from '../../../shared/ui/FigureStrip.js';
import { LoadingState, QueryView } from '../../../shared/ui/states.js';
import { MaybeDuration } from '../../../shared/ui/times.js';
import classes from './views.module.css';

const text = messages.views;

/** The figures of one view, each with its change since the compared window. */
export const VisitFigures = ({ scope }: { scope: Scope }) => {
  const summary = useSummary(scope);
  return (
    <Paper component="section" aria-label={text.figures}>
      <QueryView query={summary} loading={<LoadingState lines={3} height={18} />}>
        {(answer) => <Strips summary={answer} />}
      </QueryView>
    </Paper>
  );
};

const Strips = ({ summary }: { summary: SummaryAnswer }) => {
  const { current } = summary;
  const change = changesIn(summary);
  const duration = (name: 'visible_duration' | keyof VisitDurations, label: string) => (
    <Figure name={name} label={label} note={change(name, formatDuration)}>
      <MaybeDuration seconds={current[name]} />
    </Figure>
  );
  return (
    <>
      <FigureStrip>
        {duration('visible_duration', text.time)}
        <Figure name="visits" label={text.visits} note={change('visits', formatNumber)}>
          {formatNumber(current.visits)}
        </Figure>
        <Figure name="users" label={text.users} note={change('users', formatNumber)}>
          <Link to="/people" search={listOfPeople()} className={classes.link}>
            {formatNumber(current.users)}
          </Link>
        </Figure>
        <ActiveFigure summary={summary} />
      </FigureStrip>
      <div className={classes.secondStrip}>
        <FigureStrip>
          {duration('mean_visit_duration', text.mean)}
          {duration('median_visit_duration', text.median)}
          {duration('p95_visit_duration', text.p95)}
          <Figure
            name="sessions"
            label={messages.statistics.sessionsOnView}
            note={change('sessions', formatNumber)}
          >
            <Link to="/sessions" search={listOfSessions()} className={classes.link}>
              {formatNumber(current.sessions)}
            </Link>
          </Figure>
        </FigureStrip>
      </div>
      <ComparedWith summary={summary} />
    </>
  );
};
