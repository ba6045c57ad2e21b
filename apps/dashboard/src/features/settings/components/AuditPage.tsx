import { AUDIT_ACTS, type AuditEntryAnswer } from '@dwell/shared';
import { Button, Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { messages } from '../../../shared/messages/messages.js';
import { Name } from '../../../shared/ui/Name.js';
import { columnsFor } from '../../../shared/ui/table-features.js';
import { Instant } from '../../../shared/ui/times.js';
import { type AuditFilter, useAudit } from '../api/audit.js';
import { SettingsPanel, SettingsRows } from './SettingsPanel.js';

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

const rowId = ({ id }: AuditEntryAnswer): string => id;

/** The page of the settings that shows who did what. */
export const AuditPage = () => {
  const [filter, setFilter] = useState<AuditFilter>({});
  const query = useAudit(filter);
  return (
    <SettingsPanel text={text}>
      <Group px={18} pb="sm" align="end">
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
      <SettingsRows text={text} query={query} columnsIn={auditColumns} rowId={rowId} />
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
    </SettingsPanel>
  );
};
