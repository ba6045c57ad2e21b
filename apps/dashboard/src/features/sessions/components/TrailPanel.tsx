import type { SessionDetailAnswer } from '@dwell/shared';
import { Legend } from '../../../shared/charts/Legend.js';
import { OTHER_COLOR, SERIES_COLORS } from '../../../shared/charts/series.js';
import { messages } from '../../../shared/messages/messages.js';
import { EmptyState } from '../../../shared/ui/states.js';
import { Panel } from '../../../shared/ui/Panel.js';
import { STATE_COLORS, viewColors, type ViewTime } from '../session-times.js';
import { TrailStrip } from './TrailStrip.js';

const text = messages.session;

interface TrailPanelProps {
  session: SessionDetailAnswer['session'];
  views: readonly ViewTime[];
  tz: string;
}

/** A session's trail as a strip with a legend. */
export const TrailPanel = ({ session: { start, last_ping, trail }, views, tz }: TrailPanelProps) => {
  const colorOf = viewColors(views);
  const hasOthers = views.length > SERIES_COLORS;
  const legend = [
    ...views
      .slice(0, SERIES_COLORS)
      .map(({ view }) => ({ key: `view ${view}`, label: view, color: colorOf(view) })),
    ...(hasOthers ? [{ key: 'others', label: text.otherViews, color: OTHER_COLOR }] : []),
    ...(['hidden', 'gap'] as const)
      .filter((state) => trail.some((stretch) => stretch.state === state))
      .map((state) => ({ key: state, label: text.states[state], color: STATE_COLORS[state] })),
  ];
  return (
    <Panel title={text.timeline}>
      {trail.length === 0 ? (
        <EmptyState title={text.noTrail} hint={text.noTrailHint} />
      ) : (
        <>
          <TrailStrip trail={trail} window={{ from: start, to: last_ping }} tz={tz} colorOf={colorOf} />
          <Legend label={text.legend} items={legend} />
        </>
      )}
    </Panel>
  );
};
