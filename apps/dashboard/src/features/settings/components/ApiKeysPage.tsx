import type { ApiKeyAnswer } from '@dwell/shared';
import { Text } from '@mantine/core';
import { useApiKeys } from '../../../shared/api/api-keys.js';
import { messages } from '../../../shared/messages/messages.js';
import { Instant } from '../../../shared/ui/times.js';
import { Name } from '../../../shared/ui/Name.js';
import { columnsFor } from '../../../shared/ui/table-features.js';
import { CreateApiKeyDialog } from './CreateApiKeyDialog.js';
import { RevokeButton } from './RevokeButton.js';
import classes from './settings.module.css';
import { SettingsTable } from './SettingsTable.js';

const text = messages.apiKeys;

const helper = columnsFor<ApiKeyAnswer>();

const dimmed = (words: string) => (
  <Text span inherit c="dimmed">
    {words}
  </Text>
);

const apiKeyColumns = (tz: string) =>
  helper.columns([
    helper.accessor('name', {
      header: text.name,
      cell: ({ getValue }) => (
        <span className={classes.name}>
          <Name name={getValue()} />
        </span>
      ),
    }),
    helper.accessor('role', { header: text.role, cell: ({ getValue }) => messages.roles[getValue()] }),
    helper.accessor('username', {
      header: text.reportsFor,
      meta: { wideOnly: true },
      cell: ({ getValue }) => {
        const username = getValue();
        return username === null ? dimmed(text.anyUser) : <Name name={username} />;
      },
    }),
    helper.display({
      id: 'limits',
      header: text.limits,
      meta: { wideOnly: true },
      cell: ({ row: { original } }) => <Limits apiKey={original} tz={tz} />,
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
        return at === null ? dimmed(text.never) : <Instant at={at} tz={tz} />;
      },
    }),
    helper.display({
      id: 'actions',
      header: messages.actions.actions,
      meta: { align: 'right' },
      cell: ({ row: { original } }) => <RevokeButton apiKey={original} />,
    }),
  ]);

/** Shows whether a key may use session data, its origins, when it expires, and which user made it. */
const Limits = ({ apiKey, tz }: { apiKey: ApiKeyAnswer; tz: string }) => (
  <>
    {apiKey.session_data && <div>{text.sessionData}</div>}
    {apiKey.origins.map((origin) => (
      <div key={origin}>
        <Name name={origin} />
      </div>
    ))}
    {apiKey.expires_at !== null && (
      <div>
        {text.until} <Instant at={apiKey.expires_at} tz={tz} format="date" />
      </div>
    )}
    {apiKey.created_by !== null && (
      <div>
        {dimmed(text.madeBy)} <Name name={apiKey.created_by} />
      </div>
    )}
  </>
);

export const ApiKeysPage = () => (
  <SettingsTable
    text={text}
    query={useApiKeys()}
    columnsIn={apiKeyColumns}
    rowId={({ id }) => id}
    CreateDialog={CreateApiKeyDialog}
  />
);
