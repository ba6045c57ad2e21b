import { ChartPanel } from '../../../shared/charts/ChartPanel.js';
import type { Scope } from '../../../shared/filters/scope.js';
import { useFilters, useNow } from '../../../shared/filters/use-filters.js';
import { formatInstant } from '../../../shared/format/instant.js';
import { messages } from '../../../shared/messages/messages.js';
import { EmptyState } from '../../../shared/ui/states.js';
import { useCalendarDays } from '../api/calendar-days.js';
import { calendarLegend, calendarTable, calendarWeeks, calendarWindow, dayClasses } from '../calendar.js';
import { Calendar } from './Calendar.js';

const text = messages.person;

/** The height of the calendar, in pixels. */
const HEIGHT = 142;

/** The person's time on each day of a year. A click on a day makes it the window. */
export const CalendarPanel = ({ scope }: { scope: Scope }) => {
  const now = useNow();
  const [, change] = useFilters();
  const shown = calendarWindow(scope.window, scope.tz, now);
  const days = useCalendarDays(scope, shown, shown.to > now);
  return (
    <ChartPanel
      title={text.calendar}
      query={days}
      height={HEIGHT}
      empty={<EmptyState title={text.noDays} />}
      isPicture={false}
    >
      {(answer) => {
        const weeks = calendarWeeks(answer);
        const colors = dayClasses(weeks);
        return {
          chart: (
            <Calendar
              weeks={weeks}
              tz={answer.tz}
              colors={colors}
              window={scope.window}
              label={text.calendarLabel(
                formatInstant(answer.window.from, answer.tz, 'date'),
                formatInstant(answer.window.to - 1, answer.tz, 'date'),
              )}
              onPick={({ from, to }) => change({ range: undefined, from, to })}
            />
          ),
          legend: calendarLegend(colors),
          table: calendarTable(weeks, answer.tz),
          window: answer.window,
        };
      }}
    </ChartPanel>
  );
};
