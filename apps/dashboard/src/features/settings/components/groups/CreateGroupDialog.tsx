import { useNavigate } from '@tanstack/react-router';
import { messages } from '../../../../shared/messages/messages.js';
import { FormDialog } from '../../../../shared/ui/FormDialog.js';
import { useCreateGroup } from '../../api/groups.js';

const text = messages.groups;

/** Creates a group, and opens its page, where members are added. */
export const CreateGroupDialog = ({ onClose }: { onClose: () => void }) => {
  const navigate = useNavigate();
  return (
    <FormDialog
      title={text.create}
      fields={[{ name: 'name', label: text.name, required: true }]}
      mutation={useCreateGroup()}
      onSuccess={({ name }) => void navigate({ to: '/settings/groups', search: { group: name } })}
      onClose={onClose}
    />
  );
};
