import { Table } from '@mantine/core';
import { formatInstant } from '../../../shared/format/instant.js';
import { messages } from '../../../shared/messages/messages.js';
import { EmptyState } from '../../../shared/ui/states.js';
import { Duration } from '../../../shared/ui/times.js';
import type { CalendarWeek } from '../calendar.js';
import classes from './Calendar.module.css';

const text = messages.person;

/** The days with time as a table, the latest first. */
export const CalendarTable = ({ weeks, tz }: { weeks: readonly CalendarWeek[]; tz: string }) => {
  const days = weeks.flat().filter((day) => day !== undefined && day.seconds > 0);
  if (days.length === 0) return <EmptyState title={text.noDays} />;
  return (
    // A region that scrolls must be reachable by keyboard.
    <div className={classes.tableFrame} tabIndex={0} role="group" aria-label={text.calendar}>
      <Table stickyHeader data-testid="calendar-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{text.day}</Table.Th>
            <Table.Th scope="col" ta="right">
              {messages.statistics.timeOnPage}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {days.toReversed().map(
            (day) =>
              day && (
                <Table.Tr key={day.from}>
                  <Table.Th scope="row" fw={400}>
                    {formatInstant(day.from, tz, 'fullDay')}
                  </Table.Th>
                  <Table.Td ta="right">
                    <Duration seconds={day.seconds} />
                  </Table.Td>
                </Table.Tr>
              ),
          )}
        </Table.Tbody>
      </Table>
    </div>
  );
};
