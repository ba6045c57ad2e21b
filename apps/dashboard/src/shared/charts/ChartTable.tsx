import { Table } from '@mantine/core';
import { messages } from '../messages/messages.js';
import { Duration } from '../ui/Duration.js';
import classes from './charts.module.css';
import { type Series, stackTotals } from './series.js';
import type { Slot } from './StackedBars.js';

interface ChartTableProps {
  caption: string;
  slotsLabel: string;
  slots: readonly Slot[];
  series: readonly Series[];
}

/** The same figures as the chart's, for reading, copying and screen readers. */
export const ChartTable = ({ caption, slotsLabel, slots, series }: ChartTableProps) => {
  const totals = stackTotals(series, slots.length);
  return (
    // A region that scrolls must be reachable by keyboard.
    <div className={classes.tableFrame} tabIndex={0} role="group" aria-label={caption}>
      <Table stickyHeader data-testid="chart-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{slotsLabel}</Table.Th>
            {series.map(({ key, label }) => (
              <Table.Th key={key} scope="col" ta="right">
                {label}
              </Table.Th>
            ))}
            <Table.Th scope="col" ta="right">
              {messages.charts.total}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {slots.map(({ title }, slot) => (
            <Table.Tr key={title}>
              <Table.Th scope="row" fw={400}>
                {title}
              </Table.Th>
              {series.map(({ key, values }) => (
                <Table.Td key={key} ta="right">
                  <Duration seconds={values[slot] ?? 0} />
                </Table.Td>
              ))}
              <Table.Td ta="right" fw={600}>
                <Duration seconds={totals[slot] ?? 0} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
};
