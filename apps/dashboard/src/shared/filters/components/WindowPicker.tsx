import { Button, Popover } from '@mantine/core';
import { IconCalendar, IconChevronDown } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { formatWindow } from '../../format/window.js';
import { messages } from '../../messages/messages.js';
import { LoadingState } from '../../ui/LoadingState.js';
import { DEFAULT_RANGE, type Filters } from '../filters.js';
import { useFilters, useScope } from '../use-filters.js';
import classes from './FilterBar.module.css';

// The date pickers are heavy and mostly stay closed.
const WindowPanel = lazy(async () => ({ default: (await import('./WindowPanel.js')).WindowPanel }));

const text = messages.filters;

export const WindowPicker = () => {
  const [opened, setOpened] = useState(false);
  const [picking, setPicking] = useState(false);
  const [filters, change] = useFilters();
  const { window, tz } = useScope();
  const custom = filters.from !== undefined;

  const choose = (part: Filters): void => {
    change(part);
    setOpened(false);
  };

  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      closeOnEscape={!picking}
      position="bottom-start"
      trapFocus
      returnFocus
      shadow="md"
    >
      <Popover.Target>
        <Button
          variant="default"
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
            // New fields for a new choice of window or zone: they show it as it is.
            key={[filters.range, filters.from, filters.to, tz].join(' ')}
            filters={filters}
            scope={{ window, tz }}
            onChoose={choose}
            onZone={(zone) => {
              change({ tz: zone });
            }}
            onPicking={setPicking}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
};
