import { Table } from '@mantine/core';
import { formatAverage, formatShare } from '../format/number.js';
import { Name } from '../ui/Name.js';
import { Duration } from '../ui/times.js';
import classes from './charts.module.css';
import type { FigureUnit, TableData } from './table-data.js';

interface ChartTableProps {
  caption: string;
  table: TableData;
}

/** The figures of a chart as a table, for reading, copying and screen readers. */
export const ChartTable = ({ caption, table: { rowsLabel, rows, columns, unit } }: ChartTableProps) => (
  // A region that scrolls must be reachable by keyboard.
  <div className={classes.tableFrame} tabIndex={0} role="group" aria-label={caption}>
    <Table stickyHeader aria-label={caption} data-testid="chart-table">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{rowsLabel}</Table.Th>
          {columns.map(({ key, label }) => (
            <Table.Th key={key} scope="col" ta="right">
              <Name name={label} />
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ label, note }, row) => (
          // The index is the key, because the names of rows need not be unique.
          <Table.Tr key={row}>
            <Table.Th scope="row" fw={400}>
              {label}
              {note !== undefined && <span className={classes.partial}>{note}</span>}
            </Table.Th>
            {columns.map(({ key, values, total = false, unit: own = unit }) => (
              <Table.Td key={key} ta="right" fw={total ? 600 : undefined}>
                <ChartFigure value={values[row] ?? null} unit={own} />
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </div>
);

const ChartFigure = ({ value, unit }: { value: number | null; unit: FigureUnit }) => {
  if (value === null) return '–';
  switch (unit) {
    case 'seconds':
      return <Duration seconds={value} />;
    case 'number':
      return formatAverage(value);
    case 'share':
      return formatShare(value);
  }
};
