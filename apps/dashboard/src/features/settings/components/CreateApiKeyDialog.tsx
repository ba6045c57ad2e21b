import type { CreateApiKeyBody, Role } from '@dwell/shared';
import { useCreateApiKey } from '../../../shared/api/create-api-key.js';
import { messages } from '../../../shared/messages/messages.js';
import { FormDialog } from '../../../shared/ui/FormDialog.js';
import { Named } from '../../../shared/ui/Name.js';
import { SecretDialog } from '../../../shared/ui/SecretDialog.js';
import { ROLE_CHOICES } from './roles.js';

const text = messages.apiKeys;

/** The values of the form's fields, which are all texts. Fields that are left empty are absent. */
interface KeyForm {
  name: string;
  role: Role;
  username?: string;
  session_data: 'no' | 'yes';
  /** Separated by blanks or commas. */
  origins?: string;
  /** In how many days the key expires; absent: never. */
  expires_at?: string;
}

const SECONDS_PER_DAY = 24 * 60 * 60;

const EXPIRY_CHOICES = [
  { value: '', label: text.neverExpires },
  ...[30, 90, 365].map((days) => ({ value: String(days), label: text.inDays(days) })),
];

const bodyOf = ({ session_data, origins, expires_at, ...rest }: KeyForm): CreateApiKeyBody => ({
  ...rest,
  session_data: session_data === 'yes',
  origins: origins?.split(/[\s,]+/).filter((origin) => origin !== ''),
  expires_at:
    expires_at === undefined
      ? undefined
      : Math.floor(Date.now() / 1000) + Number(expires_at) * SECONDS_PER_DAY,
});

/** Creates an API key, then shows it. */
export const CreateApiKeyDialog = ({ onClose }: { onClose: () => void }) => {
  const create = useCreateApiKey(bodyOf);
  if (create.data) {
    const { name, key } = create.data;
    const title = <Named message={text.keyOf} name={name} whole />;
    return <SecretDialog title={title} hint={text.keyOnce} secret={key} onClose={onClose} />;
  }
  return (
    <FormDialog
      title={text.create}
      fields={[
        { name: 'name', label: text.name, description: text.nameHint, required: true },
        {
          name: 'role',
          label: text.role,
          description: text.roleHint,
          choices: ROLE_CHOICES,
          defaultValue: 'reporter',
        },
        { name: 'username', label: text.reportsFor, description: text.reportsForHint },
        {
          name: 'session_data',
          label: text.sessionData,
          description: text.sessionDataHint,
          choices: [
            { value: 'no', label: text.no },
            { value: 'yes', label: text.yes },
          ],
          defaultValue: 'no',
        },
        { name: 'origins', label: text.origins, description: text.originsHint },
        { name: 'expires_at', label: text.expires, choices: EXPIRY_CHOICES, defaultValue: '' },
      ]}
      mutation={create}
      onClose={onClose}
    />
  );
};
