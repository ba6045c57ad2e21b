import { Table } from '@mantine/core';
import { messages } from '../messages/messages.js';
import { Name } from '../ui/Name.js';
import { Duration } from '../ui/times.js';
import classes from './charts.module.css';
import { type BucketLabel, type Series, stackTotals } from './series.js';

interface ChartTableProps {
  caption: string;
  /** Header of the column of buckets. */
  bucketsLabel: string;
  buckets: readonly BucketLabel[];
  series: readonly Series[];
}

/**
 * The figures of a stacked chart as a table, for reading, copying and screen readers. The total comes first, so that it is
 * in sight however many columns there are.
 */
export const ChartTable = ({ caption, bucketsLabel, buckets, series }: ChartTableProps) => {
  const totals = stackTotals(series, buckets.length);
  return (
    // A region that scrolls must be reachable by keyboard.
    <div className={classes.tableFrame} tabIndex={0} role="group" aria-label={caption}>
      <Table stickyHeader data-testid="chart-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{bucketsLabel}</Table.Th>
            <Table.Th scope="col" ta="right">
              {messages.charts.total}
            </Table.Th>
            {series.map(({ key, label }) => (
              <Table.Th key={key} scope="col" ta="right">
                <Name name={label} />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {buckets.map(({ full, partial }, bucket) => (
            // Two buckets can have one name: an hour that clocks show twice.
            <Table.Tr key={bucket}>
              <Table.Th scope="row" fw={400}>
                {full}
                {partial !== undefined && <span className={classes.partial}>{partial}</span>}
              </Table.Th>
              <Table.Td ta="right" fw={600}>
                <Duration seconds={totals[bucket] ?? 0} />
              </Table.Td>
              {series.map(({ key, values }) => (
                <Table.Td key={key} ta="right">
                  <Duration seconds={values[bucket] ?? 0} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
};
