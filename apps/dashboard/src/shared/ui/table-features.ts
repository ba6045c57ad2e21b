import {
  type ColumnDef,
  createColumnHelper,
  metaHelper,
  type RowData,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';

export interface ColumnMeta {
  align?: 'left' | 'right';
  /** Hides the column on narrow screens. */
  wideOnly?: boolean;
}

/**
 * The features of TanStack Table that the dashboard uses. A table does not sort its rows itself: it gets them sorted.
 */
export const features = tableFeatures({ rowSortingFeature, columnMeta: metaHelper<ColumnMeta>() });

export type Columns<Row extends RowData> = readonly ColumnDef<typeof features, Row>[];

export const columnsFor = <Row extends RowData>() => createColumnHelper<typeof features, Row>();
