import { IMPORT_MODES, type ImportMode, MAX_GROUPS_BODY_BYTES } from '@dwell/shared';
import { Button, FileInput, Group, Modal, Radio, Stack } from '@mantine/core';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { type SubmitEvent, useState } from 'react';
import { ApiError } from '../../../../shared/api/api-error.js';
import { describeError } from '../../../../shared/api/describe-error.js';
import { messages } from '../../../../shared/messages/messages.js';
import { notifyDone } from '../../../../shared/ui/notify.js';
import { useImportGroups } from '../../api/groups.js';
import { readUtf8 } from '../../read-utf8.js';
import classes from '../settings.module.css';
import { FileProblems } from './FileProblems.js';

const text = messages.groups;

const PLACEHOLDER = { placeholder: classes.placeholder ?? '' };

/** Returns the lines of an error to show: one for each problem in the file, or a single line for any other error. */
const problemsOf = (error: Error | null): readonly string[] => {
  if (!error) return [];
  if (!(error instanceof ApiError) || error.fieldErrors.length === 0) return [describeError(error)];
  return error.fieldErrors.map(({ field, message }) => `${field} ${message}`);
};

/** Creates groups and changes their members by a CSV file. A refused file changes nothing, and the dialog says why. */
export const ImportGroupsDialog = ({ onClose }: { onClose: () => void }) => {
  const [file, setFile] = useState<File | null>(null);
  const [mode, setMode] = useState<ImportMode>('add');
  const [unreadable, setUnreadable] = useState<string>();
  const send = useImportGroups();

  const choose = (chosen: File | null): void => {
    setFile(chosen);
    setUnreadable(undefined);
    send.reset();
  };

  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (!file) return;
    if (file.size > MAX_GROUPS_BODY_BYTES) return setUnreadable(text.fileTooLarge);
    const csv = readUtf8(await file.arrayBuffer());
    if (csv === undefined) return setUnreadable(text.fileNotUtf8);
    send.mutate(
      { csv, mode },
      {
        onSuccess: (done) => {
          notifyDone(text.imported(done));
          onClose();
        },
      },
    );
  };

  return (
    <Modal opened onClose={onClose} title={text.importTitle} size="lg">
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <FileProblems problems={problemsOf(send.error)} />
          <FileInput
            label={text.file}
            description={text.fileHint}
            placeholder={text.chooseFile}
            leftSection={<IconFileTypeCsv size={18} stroke={1.5} />}
            classNames={PLACEHOLDER}
            accept=".csv,text/csv"
            value={file}
            onChange={choose}
            error={unreadable}
            clearable
            data-autofocus
          />
          <Radio.Group label={text.mode} value={mode} onChange={(value) => setMode(value)}>
            <Stack gap="xs" mt="xs">
              {IMPORT_MODES.map((value) => (
                <Radio
                  key={value}
                  value={value}
                  label={text.modes[value]}
                  description={text.modeHints[value]}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {messages.actions.cancel}
            </Button>
            <Button type="submit" disabled={!file} loading={send.isPending}>
              {text.importTitle}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};
