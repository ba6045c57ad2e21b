import type { ApiKeyAnswer } from '@dwell/shared';
import { Button, Paper, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useScope } from '../../../shared/filters/use-filters.js';
import { messages } from '../../../shared/messages/messages.js';
import { DataTable } from '../../../shared/ui/DataTable.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { Instant } from '../../../shared/ui/Instant.js';
import { QueryView } from '../../../shared/ui/QueryView.js';
import { columnsFor } from '../../../shared/ui/table-features.js';
import { useDocumentTitle } from '../../../shared/ui/use-document-title.js';
import { useApiKeys } from '../api/api-keys.js';
import { CreateApiKeyDialog } from './CreateApiKeyDialog.js';
import { RevokeButton } from './RevokeButton.js';
import classes from './settings.module.css';

const text = messages.apiKeys;

const helper = columnsFor<ApiKeyAnswer>();

const keyColumns = (tz: string) =>
  helper.columns([
    helper.accessor('name', {
      header: text.name,
      cell: ({ getValue }) => <span className={classes.name}>{getValue()}</span>,
    }),
    helper.accessor('role', { header: text.role, cell: ({ getValue }) => messages.roles[getValue()] }),
    helper.accessor('username', {
      header: text.reportsFor,
      meta: { wideOnly: true },
      cell: ({ getValue }) =>
        getValue() ?? (
          <Text span inherit c="dimmed">
            {text.anyUser}
          </Text>
        ),
    }),
    helper.accessor('created_at', {
      header: text.created,
      meta: { wideOnly: true },
      cell: ({ getValue }) => <Instant at={getValue()} tz={tz} format="date" />,
    }),
    helper.accessor('last_used', {
      header: text.lastUsed,
      cell: ({ getValue }) => {
        const at = getValue();
        return at === null ? (
          <Text span inherit c="dimmed">
            {text.never}
          </Text>
        ) : (
          <Instant at={at} tz={tz} />
        );
      },
    }),
    helper.display({
      id: 'actions',
      header: messages.actions.actions,
      meta: { align: 'right' },
      cell: ({ row: { original } }) => <RevokeButton apiKey={original} />,
    }),
  ]);

export const ApiKeysPage = () => {
  const { tz } = useScope();
  const keys = useApiKeys();
  const columns = useMemo(() => keyColumns(tz), [tz]);
  const [creating, setCreating] = useState(false);
  useDocumentTitle(text.title);
  return (
    <Paper component="section" aria-label={text.title}>
      <div className={classes.head}>
        <div>
          <Title order={2}>{text.title}</Title>
          <Text size="sm" c="dimmed">
            {text.lead}
          </Text>
        </div>
        <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
          {text.create}
        </Button>
      </div>
      <QueryView query={keys}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={text.none} hint={text.noneHint} />
          ) : (
            <DataTable caption={text.title} columns={columns} rows={rows} rowId={({ id }) => id} />
          )
        }
      </QueryView>
      {creating && <CreateApiKeyDialog onClose={() => setCreating(false)} />}
    </Paper>
  );
};
