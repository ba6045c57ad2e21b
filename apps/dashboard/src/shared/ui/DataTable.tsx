import { Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import { type Column, type RowData, type SortDirection, useTable } from '@tanstack/react-table';
import classes from './DataTable.module.css';
import { type Columns, features } from './table-features.js';
import { TableFrame } from './TableFrame.js';

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
  /** How the server has sorted the rows. */
  sorting?: Sorting;
  /** Called when the user sorts by a column. Without this function, no column can be sorted. */
  onSort?: (sorting: Sorting) => void;
}

const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const;

/** A table of rows, which the server sorts. */
export const DataTable = <Row extends RowData>({
  caption,
  columns,
  rows,
  rowId,
  sorting,
  onSort,
}: DataTableProps<Row>) => {
  const table = useTable({
    features,
    columns,
    data: rows,
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

  return (
    <TableFrame label={caption}>
      <Table highlightOnHover className={classes.table}>
        <caption className={classes.caption}>{caption}</caption>
        <Table.Thead>
          {table.getHeaderGroups().map((group) => (
            <Table.Tr key={group.id}>
              {group.headers.map((header) => {
                const { meta } = header.column.columnDef;
                const sorted = header.column.getIsSorted();
                return (
                  <Table.Th
                    key={header.id}
                    scope="col"
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
          {table.getRowModel().rows.map((row) => (
            <Table.Tr key={row.id} data-row-id={row.id}>
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
        </Table.Tbody>
      </Table>
    </TableFrame>
  );
};

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
