import { COMPARISONS } from '@dwell/shared';
import { Select } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { messages } from '../../messages/messages.js';
import { defaultComparison } from '../scope.js';
import { useFilters, useScope } from '../use-filters.js';
import classes from './FilterBar.module.css';

const text = messages.filters;

/** Chooses what the window is compared with. A choice that is the window's default is not written to the URL. */
export const ComparisonPicker = () => {
  const [filters, change] = useFilters();
  const { compare } = useScope();
  return (
    <Select
      className={classes.comparison}
      aria-label={text.compare}
      leftSection={<IconArrowsDiff size={16} stroke={1.6} />}
      value={compare}
      data={COMPARISONS.map((value) => ({ value, label: text.comparisons[value] }))}
      onChange={(chosen) => {
        if (chosen === null) return;
        change({ compare: chosen === defaultComparison(filters) ? undefined : chosen });
      }}
      allowDeselect={false}
    />
  );
};
