import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { messages } from '../../messages/messages.js';
import { FILTER_NAMES } from '../filters.js';
import { useFilters } from '../use-filters.js';
import { ComparisonPicker } from './ComparisonPicker.js';
import classes from './FilterBar.module.css';
import { UsernamesPicker } from './UsernamesPicker.js';
import { ViewPicker } from './ViewPicker.js';
import { WindowPicker } from './WindowPicker.js';

const text = messages.filters;

interface FilterBarProps {
  /** Whether the page compares its window with an earlier one. */
  compares: boolean;
}

/** The filters that the overview and the session list share. */
export const FilterBar = ({ compares }: FilterBarProps) => {
  const [filters, change] = useFilters();
  const filtered = FILTER_NAMES.some((name) => filters[name] !== undefined);
  return (
    <section aria-label={text.bar} className={classes.bar}>
      <WindowPicker />
      {compares && <ComparisonPicker />}
      <UsernamesPicker />
      <ViewPicker />
      {filtered && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconX size={14} />}
          onClick={() => change(Object.fromEntries(FILTER_NAMES.map((name) => [name, undefined])))}
        >
          {text.clear}
        </Button>
      )}
    </section>
  );
};
