import { useCreateApiKey } from '../../../shared/api/create-api-key.js';
import { messages } from '../../../shared/messages/messages.js';
import { FormDialog } from '../../../shared/ui/FormDialog.js';
import { Named } from '../../../shared/ui/Name.js';
import { SecretDialog } from '../../../shared/ui/SecretDialog.js';
import { ROLE_CHOICES } from './roles.js';

const text = messages.apiKeys;

/** Creates an API key, then shows it. */
export const CreateApiKeyDialog = ({ onClose }: { onClose: () => void }) => {
  const create = useCreateApiKey();
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
      ]}
      mutation={create}
      onClose={onClose}
    />
  );
};
