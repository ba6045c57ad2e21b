import { MIN_PASSWORD_LENGTH } from '@dwell/shared';
import { messages } from '../../../shared/messages/messages.js';
import { FormDialog } from '../../../shared/ui/FormDialog.js';
import { notifyDone } from '../../../shared/ui/notify.js';
import { useChangePassword } from '../api/auth.js';

const text = messages.changePassword;

export const ChangePasswordDialog = ({ onClose }: { onClose: () => void }) => (
  <FormDialog
    title={text.title}
    fields={[
      { name: 'current_password', label: text.current, type: 'current-password', required: true },
      {
        name: 'new_password',
        label: text.new,
        description: text.rule(MIN_PASSWORD_LENGTH),
        type: 'new-password',
        required: true,
      },
    ]}
    mutation={useChangePassword()}
    onSuccess={() => {
      notifyDone(text.done);
      onClose();
    }}
    onClose={onClose}
  />
);
