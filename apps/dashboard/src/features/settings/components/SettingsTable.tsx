import { Button, Paper, Text, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { RowData } from '@tanstack/react-table';
import { IconPlus } from '@tabler/icons-react';
import { type ComponentType, useMemo, useState } from 'react';
import { useScope } from '../../../shared/filters/use-filters.js';
import { DataTable } from '../../../shared/ui/DataTable.js';
import { EmptyState, QueryView } from '../../../shared/ui/states.js';
import type { Columns } from '../../../shared/ui/table-features.js';
import { useDocumentTitle } from '../../../shared/ui/use-document-title.js';
import classes from './settings.module.css';

interface SettingsTableProps<Row extends RowData> {
  text: { title: string; intro: string; create: string; none: string; noneHint: string };
  query: UseQueryResult<Row[]>;
  /** Returns the columns, with their instants in the time zone `tz`. */
  columnsIn: (tz: string) => Columns<Row>;
  rowId: (row: Row) => string;
  CreateDialog: ComponentType<{ onClose: () => void }>;
}

/** A page of the settings that lists things of one kind, with a button that creates one. */
export const SettingsTable = <Row extends RowData>({
  text,
  query,
  columnsIn,
  rowId,
  CreateDialog,
}: SettingsTableProps<Row>) => {
  const { tz } = useScope();
  const columns = useMemo(() => columnsIn(tz), [columnsIn, tz]);
  const [creating, setCreating] = useState(false);
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
        <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
          {text.create}
        </Button>
      </div>
      <QueryView query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={text.none} hint={text.noneHint} />
          ) : (
            <DataTable caption={text.title} columns={columns} rows={rows} rowId={rowId} />
          )
        }
      </QueryView>
      {creating && <CreateDialog onClose={() => setCreating(false)} />}
    </Paper>
  );
};
