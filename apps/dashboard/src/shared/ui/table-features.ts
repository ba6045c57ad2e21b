import {
  createColumnHelper,
  metaHelper,
  type RowData,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';

export interface ColumnMeta {
  align?: 'left' | 'right';
  /** Left out where there is no room. */
  wideOnly?: boolean;
}

/** What the dashboard's tables can do; sorting is the server's. */
export const features = tableFeatures({ rowSortingFeature, columnMeta: metaHelper<ColumnMeta>() });

export const columnsFor = <Row extends RowData>() => createColumnHelper<typeof features, Row>();
