import { Button, Popover } from '@mantine/core';
import { IconCalendar, IconChevronDown } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { formatWindow } from '../../format/window.js';
import { messages } from '../../messages/messages.js';
import { LoadingState } from '../../ui/states.js';
import type { Filters } from '../filters.js';
import { DEFAULT_RANGE } from '../scope.js';
import { useFilters, useScope } from '../use-filters.js';
import classes from './FilterBar.module.css';

// Loaded on demand, because the date pickers are large and seldom opened.
const WindowPanel = lazy(async () => ({ default: (await import('./WindowPanel.js')).WindowPanel }));

const text = messages.filters;

export const WindowPicker = () => {
  const [opened, setOpened] = useState(false);
  const [pickingDate, setPickingDate] = useState(false);
  const [filters, change] = useFilters();
  const { window, tz } = useScope();
  const custom = filters.from !== undefined;

  const choose = (chosen: Filters): void => {
    change(chosen);
    setOpened(false);
  };

  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      closeOnEscape={!pickingDate}
      position="bottom-start"
      trapFocus
      returnFocus
      shadow="md"
    >
      <Popover.Target>
        <Button
          variant="default"
          className={classes.window}
          leftSection={<IconCalendar size={16} stroke={1.6} />}
          rightSection={<IconChevronDown size={14} />}
          onClick={() => setOpened(!opened)}
          data-testid="window-picker"
        >
          <span>
            {!custom && `${text.ranges[filters.range ?? DEFAULT_RANGE]} `}
            <span className={custom ? undefined : classes.dates}>{formatWindow(window, tz)}</span>
          </span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={text.window}>
        <Suspense fallback={<LoadingState lines={5} />}>
          <WindowPanel
            // Resets the date fields when the window or the time zone changes.
            key={[filters.range, filters.from, filters.to, tz].join(' ')}
            filters={filters}
            scope={{ window, tz }}
            onChoose={choose}
            onZone={(zone) => change({ tz: zone })}
            onPickingDate={setPickingDate}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
};
