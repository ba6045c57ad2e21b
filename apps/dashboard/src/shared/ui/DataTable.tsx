import { Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import { type Column, type RowData, type SortDirection, useTable } from '@tanstack/react-table';
import { useMemo, useRef } from 'react';
import classes from './DataTable.module.css';
import { type Columns, features } from './table-features.js';
import { TableFrame } from './TableFrame.js';
import { useRowWindow } from './use-row-window.js';
import { useSteadyWidths } from './use-steady-widths.js';

interface Sorting {
  column: string;
  descending: boolean;
}

interface DataTableProps<Row extends RowData> {
  caption: string;
  /** Pass the same array on every render, as for `rows`: a new array rebuilds the table. */
  columns: Columns<Row>;
  rows: Row[];
  rowId: (row: Row) => string;
  /** How the given rows are sorted. The table does not sort them. */
  sorting?: Sorting;
  /** Called when the user sorts by a column. Without this function, no column can be sorted. */
  onSort?: (sorting: Sorting) => void;
}

const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const;

/**
 * A table of rows, in the order of `rows`. Of a long table, only the rows near the visible ones are drawn
 * ([why](../../../../../docs/adr/0153-long-lists-and-their-columns.md)).
 */
export const DataTable = <Row extends RowData>({
  caption,
  columns,
  rows,
  rowId,
  sorting,
  onSort,
}: DataTableProps<Row>) => {
  const element = useRef<HTMLTableElement>(null);
  const { first, end, rowHeight } = useRowWindow(element, rows.length);
  const drawn = useMemo(() => rows.slice(first, end), [rows, first, end]);
  const widths = useSteadyWidths(element, drawn.length < rows.length, columns);
  const table = useTable({
    features,
    columns,
    data: drawn,
    getRowId: rowId,
    manualSorting: true,
    enableSorting: onSort !== undefined,
    enableSortingRemoval: false,
    state: { sorting: sorting ? [{ id: sorting.column, desc: sorting.descending }] : [] },
    onSortingChange: (update) => {
      const before = sorting ? [{ id: sorting.column, desc: sorting.descending }] : [];
      const [first] = typeof update === 'function' ? update(before) : update;
      if (first) onSort?.({ column: first.id, descending: first.desc });
    },
  });

  const columnCount = table.getAllLeafColumns().length;

  return (
    <TableFrame label={caption}>
      <Table
        ref={element}
        highlightOnHover
        className={classes.table}
        layout={widths ? 'fixed' : 'auto'}
        // Counts the header too.
        aria-rowcount={rows.length + 1}
      >
        <caption className={classes.caption}>{caption}</caption>
        <Table.Thead>
          {table.getHeaderGroups().map((group) => (
            <Table.Tr key={group.id} aria-rowindex={1}>
              {group.headers.map((header, index) => {
                const { meta } = header.column.columnDef;
                const sorted = header.column.getIsSorted();
                return (
                  <Table.Th
                    key={header.id}
                    scope="col"
                    w={widths?.[index]}
                    ta={meta?.align ?? 'left'}
                    data-wide-only={meta?.wideOnly}
                    aria-sort={sorted ? ARIA_SORT[sorted] : undefined}
                  >
                    {header.column.getCanSort() ? (
                      <SortButton column={header.column} sorted={sorted}>
                        <table.FlexRender header={header} />
                      </SortButton>
                    ) : (
                      <table.FlexRender header={header} />
                    )}
                  </Table.Th>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Thead>
        <Table.Tbody>
          <Room height={first * rowHeight} columns={columnCount} />
          {table.getRowModel().rows.map((row) => (
            <Table.Tr key={row.id} data-row-id={row.id} aria-rowindex={first + row.index + 2}>
              {row.getAllCells().map((cell) => {
                const { meta } = cell.column.columnDef;
                return (
                  <Table.Td key={cell.id} ta={meta?.align ?? 'left'} data-wide-only={meta?.wideOnly}>
                    <table.FlexRender cell={cell} />
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
          <Room height={(rows.length - end) * rowHeight} columns={columnCount} />
        </Table.Tbody>
      </Table>
    </TableFrame>
  );
};

/** An empty row in place of rows that are not drawn. `height` is the height of all these rows, in pixels. */
const Room = ({ height, columns }: { height: number; columns: number }) =>
  height > 0 && (
    <tr aria-hidden className={classes.room}>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );

interface SortButtonProps<Row extends RowData> {
  column: Column<typeof features, Row>;
  sorted: false | SortDirection;
  children: React.ReactNode;
}

const SortButton = <Row extends RowData>({ column, sorted, children }: SortButtonProps<Row>) => {
  const Icon = sorted === 'asc' ? IconArrowUp : sorted === 'desc' ? IconArrowDown : IconArrowsSort;
  return (
    <UnstyledButton
      onClick={column.getToggleSortingHandler()}
      className={classes.sort}
      data-sorted={sorted !== false}
    >
      {children}
      <Icon size={13} stroke={1.8} aria-hidden />
    </UnstyledButton>
  );
};
