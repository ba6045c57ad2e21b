import { Button } from '@mantine/core';
import type { RowData } from '@tanstack/react-table';
import { IconPlus } from '@tabler/icons-react';
import { type ComponentType, useState } from 'react';
import { SettingsPanel, SettingsRows, type SettingsRowsProps } from './SettingsPanel.js';

interface SettingsTableProps<Row extends RowData> extends SettingsRowsProps<Row> {
  text: { title: string; intro: string; create: string; none: string; noneHint: string };
  CreateDialog: ComponentType<{ onClose: () => void }>;
}

/** A page of the settings with a list, for example of the users, and a button that creates an entry of the list. */
export const SettingsTable = <Row extends RowData>({
  text,
  CreateDialog,
  ...rows
}: SettingsTableProps<Row>) => {
  const [creating, setCreating] = useState(false);
  const action = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      {text.create}
    </Button>
  );
  return (
    <SettingsPanel text={text} action={action}>
      <SettingsRows text={text} {...rows} />
      {creating && <CreateDialog onClose={() => setCreating(false)} />}
    </SettingsPanel>
  );
};
