import type { SessionDetailAnswer } from '@dwell/shared';
import { Paper, Title } from '@mantine/core';
import { Legend } from '../../../shared/charts/Legend.js';
import { OTHER_COLOR, SERIES_COLORS } from '../../../shared/charts/series-color.js';
import { messages } from '../../../shared/messages/messages.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import type { ViewTime } from '../session-paths.js';
import { STATE_COLORS, viewColors } from '../trail.js';
import classes from './session-page.module.css';
import { TrailStrip } from './TrailStrip.js';

const text = messages.session;

interface TrailPanelProps {
  session: SessionDetailAnswer['session'];
  views: readonly ViewTime[];
  tz: string;
}

/** What happened when, as one strip with its legend. */
export const TrailPanel = ({ session: { start, last_ping, trail }, views, tz }: TrailPanelProps) => {
  const colorOf = viewColors(views);
  const withOthers = views.length > SERIES_COLORS;
  const legend = [
    ...views
      .slice(0, SERIES_COLORS)
      .map(({ view }) => ({ key: `view ${view}`, label: view, color: colorOf(view) })),
    ...(withOthers ? [{ key: 'others', label: text.otherViews, color: OTHER_COLOR }] : []),
    ...(['hidden', 'gap'] as const)
      .filter((state) => trail.some((stretch) => stretch.state === state))
      .map((state) => ({ key: state, label: text.states[state], color: STATE_COLORS[state] })),
  ];
  return (
    <Paper component="section" aria-label={text.timeline}>
      <Title order={2} className={classes.title}>
        {text.timeline}
      </Title>
      {trail.length === 0 ? (
        <EmptyState title={text.noTrail} hint={text.noTrailHint} />
      ) : (
        <>
          <TrailStrip trail={trail} window={{ from: start, to: last_ping }} tz={tz} colorOf={colorOf} />
          <Legend label={text.legend} items={legend} />
        </>
      )}
    </Paper>
  );
};
