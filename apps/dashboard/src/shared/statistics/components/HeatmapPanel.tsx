import { MAX_FINE_WINDOW_SECONDS } from '@dwell/shared';
import { SegmentedControl } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ChartPanel } from '../../charts/ChartPanel.js';
import { Heatmap, heatmapHeight } from '../../charts/Heatmap.js';
import type { Scope } from '../../filters/scope.js';
import { clockHour, weekdayNames } from '../../format/weekday.js';
import { formatWindow } from '../../format/window.js';
import { messages } from '../../messages/messages.js';
import { Panel } from '../../ui/Panel.js';
import { EmptyState } from '../../ui/states.js';
import { useHeatmap } from '../api/heatmap.js';
import { HEAT_MEASURES } from '../timeline-search.js';
import { cellOf, classesOf, heatLegend, heatTable, HOURS, isEmptyHeatmap } from '../heatmap-chart.js';
import { NoTime } from './NoTime.js';

const text = messages.heatmap;

/** The names below the heatmap: only every third hour has one. */
const COLUMNS = HOURS.map((hour) => (hour % 3 === 0 ? clockHour(hour) : ''));

/** Time on page in each hour of the week. */
export const HeatmapPanel = ({ scope }: { scope: Scope }) => {
  const { from, to } = scope.window;
  if (to - from <= MAX_FINE_WINDOW_SECONDS) return <HoursOfTheWeek scope={scope} />;
  return (
    <Panel title={text.title}>
      <EmptyState title={text.tooLong} hint={text.tooLongHint} />
    </Panel>
  );
};

const HoursOfTheWeek = ({ scope }: { scope: Scope }) => {
  const { heat: measure = 'time' } = useSearch({ from: '/shell' });
  const navigate = useNavigate();
  const rows = weekdayNames('short');
  return (
    <ChartPanel
      title={text.title}
      query={useHeatmap(scope)}
      height={heatmapHeight(rows.length)}
      empty={<NoTime scope={scope} />}
      controls={
        <SegmentedControl
          size="xs"
          aria-label={text.measure}
          value={measure}
          data={HEAT_MEASURES.map((value) => ({ value, label: text.measures[value] }))}
          onChange={(value) => void navigate({ to: '.', search: (before) => ({ ...before, heat: value }) })}
        />
      }
    >
      {(answer) => {
        if (isEmptyHeatmap(answer)) return undefined;
        const classes = classesOf(answer, measure);
        return {
          chart: (
            <Heatmap
              label={text.label(text.measures[measure], formatWindow(answer.window, answer.tz))}
              rows={rows}
              columns={COLUMNS}
              cell={cellOf(answer, measure, classes)}
            />
          ),
          window: answer.window,
          legend: heatLegend(answer, measure, classes),
          table: heatTable(answer, measure),
        };
      }}
    </ChartPanel>
  );
};
