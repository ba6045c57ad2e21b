import type { SessionDetailAnswer } from '@dwell/shared';
import { Legend } from '../../../shared/charts/Legend.js';
import { messages } from '../../../shared/messages/messages.js';
import { EmptyState } from '../../../shared/ui/states.js';
import { Panel } from '../../../shared/ui/Panel.js';
import { sessionLooks, STATE_COLORS, type ViewTime } from '../session-times.js';
import { TrailStrip } from './TrailStrip.js';

const text = messages.session;

/** The most views in the legend. The table below the strip lists all. */
const LEGEND_VIEWS = 12;

interface TrailPanelProps {
  session: SessionDetailAnswer['session'];
  views: readonly ViewTime[];
  /** The view whose stretches stand out, if any. */
  highlighted: string | undefined;
  tz: string;
}

/** A session's trail as a strip with a legend. */
export const TrailPanel = ({
  session: { start, last_ping, trail },
  views,
  highlighted,
  tz,
}: TrailPanelProps) => {
  const lookOf = sessionLooks(views);
  const unlisted = Math.max(0, views.length - LEGEND_VIEWS);
  const legend = [
    ...views
      .slice(0, LEGEND_VIEWS)
      .map(({ view }) => ({ key: `view ${view}`, label: view, ...lookOf(view) })),
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
          <TrailStrip
            trail={trail}
            window={{ from: start, to: last_ping }}
            tz={tz}
            looks={views.map(({ view }) => lookOf(view))}
            lookOf={lookOf}
            highlighted={highlighted}
          />
          <Legend
            label={text.legend}
            items={legend}
            rest={unlisted > 0 ? text.moreViews(unlisted) : undefined}
          />
        </>
      )}
    </Panel>
  );
};
