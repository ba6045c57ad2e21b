import { AUDIT_ACTS, type AuditEntryAnswer } from '@dwell/shared';
import { Button, Group, Paper, Select, Text, TextInput, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useScope } from '../../../shared/filters/use-filters.js';
import { messages } from '../../../shared/messages/messages.js';
import { DataTable } from '../../../shared/ui/DataTable.js';
import { Name } from '../../../shared/ui/Name.js';
import { EmptyState, QueryView } from '../../../shared/ui/states.js';
import { columnsFor } from '../../../shared/ui/table-features.js';
import { Instant } from '../../../shared/ui/times.js';
import { useDocumentTitle } from '../../../shared/ui/use-document-title.js';
import { type AuditFilter, useAudit } from '../api/audit.js';
import classes from './settings.module.css';

const text = messages.audit;

const helper = columnsFor<AuditEntryAnswer>();

const nameOrNone = (name: string | null) => (name === null ? '–' : <Name name={name} />);

const auditColumns = (tz: string) =>
  helper.columns([
    helper.accessor('at', {
      header: text.at,
      cell: ({ getValue }) => <Instant at={getValue()} tz={tz} />,
    }),
    helper.accessor('actor', { header: text.actor, cell: ({ getValue }) => nameOrNone(getValue()) }),
    helper.accessor('act', { header: text.act, cell: ({ getValue }) => text.acts[getValue()] }),
    helper.accessor('target', { header: text.target, cell: ({ getValue }) => nameOrNone(getValue()) }),
    helper.accessor('detail', {
      header: text.detail,
      meta: { wideOnly: true },
      cell: ({ getValue }) => nameOrNone(getValue()),
    }),
    helper.accessor('outcome', { header: text.outcome, cell: ({ getValue }) => text.outcomes[getValue()] }),
    helper.accessor('address', {
      header: text.address,
      meta: { wideOnly: true },
      cell: ({ getValue }) => getValue() ?? '–',
    }),
  ]);

const actOptions = AUDIT_ACTS.map((act) => ({ value: act, label: text.acts[act] }));

/** The page of the settings that shows who did what. */
export const AuditPage = () => {
  const { tz } = useScope();
  const columns = useMemo(() => auditColumns(tz), [tz]);
  const [filter, setFilter] = useState<AuditFilter>({});
  const query = useAudit(filter);
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
      </div>
      <Group mb="sm" align="end">
        <TextInput
          label={text.actor}
          value={filter.actor ?? ''}
          onChange={({ currentTarget: { value } }) =>
            setFilter((before) => ({ ...before, actor: value || undefined }))
          }
        />
        <Select
          label={text.act}
          data={actOptions}
          value={filter.act ?? null}
          onChange={(act) => setFilter((before) => ({ ...before, act: act ?? undefined }))}
          placeholder={text.anyAct}
          clearable
        />
      </Group>
      <QueryView query={query}>
        {(entries) =>
          entries.length === 0 ? (
            <EmptyState title={text.none} hint={text.noneHint} />
          ) : (
            <DataTable caption={text.title} columns={columns} rows={entries} rowId={({ id }) => id} />
          )
        }
      </QueryView>
      {query.hasNextPage && (
        <Button
          mt="sm"
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {text.more}
        </Button>
      )}
    </Paper>
  );
};
