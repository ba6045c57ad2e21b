import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { messages } from '../../../shared/messages/messages.js';
import { CHOSEN_COLUMNS, type ChosenColumn } from '../columns.js';

const text = messages.sessions;

interface ColumnPickerProps {
  columns: readonly ChosenColumn[];
  onChange: (columns: readonly ChosenColumn[]) => void;
}

/** Chooses the columns of the session list. */
export const ColumnPicker = ({ columns, onChange }: ColumnPickerProps) => (
  <Popover position="bottom-end" trapFocus returnFocus shadow="md">
    <Popover.Target>
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        leftSection={<IconColumns3 size={14} stroke={1.6} />}
        data-wide-only
      >
        {text.columns}
      </Button>
    </Popover.Target>
    <Popover.Dropdown aria-label={text.columns}>
      <Stack gap="xs">
        {CHOSEN_COLUMNS.map((column) => (
          <Checkbox
            key={column}
            size="xs"
            label={text.columnNames[column]}
            checked={columns.includes(column)}
            onChange={({ currentTarget: { checked } }) =>
              onChange(CHOSEN_COLUMNS.filter((each) => (each === column ? checked : columns.includes(each))))
            }
          />
        ))}
      </Stack>
    </Popover.Dropdown>
  </Popover>
);
