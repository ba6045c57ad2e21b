import { Paper, Text, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { RowData } from '@tanstack/react-table';
import { type ReactNode, useMemo } from 'react';
import { useScope } from '../../../shared/filters/use-filters.js';
import { DataTable } from '../../../shared/ui/DataTable.js';
import { EmptyState, QueryView } from '../../../shared/ui/states.js';
import type { Columns } from '../../../shared/ui/table-features.js';
import { useDocumentTitle } from '../../../shared/ui/use-document-title.js';
import classes from './settings.module.css';

interface SettingsPanelProps {
  text: { title: string; intro: string };
  /** A button beside the title. */
  action?: ReactNode;
  children: ReactNode;
}

/** The frame of a page of the settings. */
export const SettingsPanel = ({ text, action, children }: SettingsPanelProps) => {
  useDocumentTitle(text.title);
  return (
    <Paper component="section" aria-label={text.title}>
      <div className={classes.head}>
        <div>
          <Title order={2}>{text.title}</Title>
          <Text size="sm" c="dimmed">
            {text.intro}
          </Text>
        </div>
        {action}
      </div>
      {children}
    </Paper>
  );
};

export interface SettingsRowsProps<Row extends RowData> {
  text: { title: string; none: string; noneHint: string };
  query: UseQueryResult<Row[]>;
  /** Returns the columns, with their instants in the time zone `tz`. */
  columnsIn: (tz: string) => Columns<Row>;
  rowId: (row: Row) => string;
}

/** The table of a page of the settings, or a text when there are no rows. */
export const SettingsRows = <Row extends RowData>({
  text,
  query,
  columnsIn,
  rowId,
}: SettingsRowsProps<Row>) => {
  const { tz } = useScope();
  const columns = useMemo(() => columnsIn(tz), [columnsIn, tz]);
  return (
    <QueryView query={query}>
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState title={text.none} hint={text.noneHint} />
        ) : (
          <DataTable caption={text.title} columns={columns} rows={rows} rowId={rowId} />
        )
      }
    </QueryView>
  );
};
