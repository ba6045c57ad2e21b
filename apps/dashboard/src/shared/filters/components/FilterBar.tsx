import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { messages } from '../../messages/messages.js';
import { FILTER_NAMES, WINDOW_FILTER_NAMES } from '../filters.js';
import { useFilters } from '../use-filters.js';
import { BesidePicker } from './BesidePicker.js';
import { ComparisonPicker } from './ComparisonPicker.js';
import { ExcludedPicker } from './ExcludedPicker.js';
import classes from './FilterBar.module.css';
import { IncludedPicker } from './IncludedPicker.js';
import { ViewPicker } from './ViewPicker.js';
import { WindowPicker } from './WindowPicker.js';

const text = messages.filters;

interface FilterBarProps {
  /** Whether the page compares its window with an earlier one. */
  compares: boolean;
  /** Whether the page can show a second set of people beside those of the filters. */
  besides: boolean;
  /** Whether the page shows a time window. A page about this moment does not. */
  hasWindow: boolean;
  /**
   * The search parameters of the filters that only this page has. The button that clears the filters clears them too.
   */
  ownFilters: readonly string[];
}

/** The filters that several pages share. */
export const FilterBar = ({ compares, besides, hasWindow, ownFilters }: FilterBarProps) => {
  const [, change] = useFilters();
  const search = useSearch({ from: '/shell' });
  const shared = FILTER_NAMES.filter((name) => hasWindow || !WINDOW_FILTER_NAMES.includes(name));
  const names: readonly string[] = [...shared, ...ownFilters];
  const filtered = Object.entries<unknown>({ ...search }).some(
    ([name, value]) => value !== undefined && names.includes(name),
  );
  return (
    <section aria-label={text.bar} className={classes.bar}>
      {hasWindow && <WindowPicker />}
      {compares && <ComparisonPicker />}
      <IncludedPicker />
      <ViewPicker />
      <ExcludedPicker />
      {besides && <BesidePicker />}
      {filtered && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconX size={14} />}
          onClick={() => change(Object.fromEntries(names.map((name) => [name, undefined])))}
        >
          {text.clear}
        </Button>
      )}
    </section>
  );
};
