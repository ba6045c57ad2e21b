import { MAX_SAVED_VIEW_NAME_LENGTH } from '@dwell/shared';
import { messages } from '../../../shared/messages/messages.js';
import { plainName } from '../../../shared/format/names.js';
import { FormDialog } from '../../../shared/ui/FormDialog.js';
import { notifyDone } from '../../../shared/ui/notify.js';
import { useCreateSavedView } from '../api/saved-views.js';
import type { OpenPage } from '../saved-view.js';

const text = messages.savedViews;

/** The values of the form's fields, which are all texts. */
interface SaveForm {
  name: string;
  shared: 'no' | 'yes';
}

/** Saves the open page with its filters under a name. */
export const SaveViewDialog = ({ openPage, onClose }: { openPage: OpenPage; onClose: () => void }) => {
  const create = useCreateSavedView(({ name, shared }: SaveForm) => ({
    ...openPage,
    name,
    shared: shared === 'yes',
  }));
  return (
    <FormDialog
      title={text.save}
      action={text.saveAction}
      fields={[
        {
          name: 'name',
          label: text.name,
          description: text.nameHint,
          maxLength: MAX_SAVED_VIEW_NAME_LENGTH,
          required: true,
        },
        {
          name: 'shared',
          label: text.shared,
          choices: [
            { value: 'no', label: text.onlyMe },
            { value: 'yes', label: text.everybody },
          ],
          defaultValue: 'no',
        },
      ]}
      mutation={create}
      onSuccess={({ name }) => {
        notifyDone(text.saved(plainName(name)));
        onClose();
      }}
      onClose={onClose}
    />
  );
};
