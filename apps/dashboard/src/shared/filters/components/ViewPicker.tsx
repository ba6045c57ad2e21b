import { Select } from '@mantine/core';
import { IconAppWindow } from '@tabler/icons-react';
import { useState } from 'react';
import { useViews } from '../../api/views.js';
import { messages } from '../../messages/messages.js';
import { useFilters, useScope } from '../use-filters.js';
import classes from './FilterBar.module.css';

const text = messages.filters;

/** Chooses one of the views that were open in the window. */
export const ViewPicker = () => {
  const [{ view }, change] = useFilters();
  const scope = useScope();
  const [used, setUsed] = useState(false);
  const views = useViews({ ...scope, view: undefined }, used);
  const seen = views.data?.views.map((figures) => figures.view) ?? [];
  return (
    <Select
      className={classes.view}
      aria-label={text.view}
      placeholder={text.anyView}
      leftSection={<IconAppWindow size={16} stroke={1.6} />}
      value={view ?? null}
      data={view !== undefined && !seen.includes(view) ? [view, ...seen] : seen}
      onChange={(chosen) => {
        change({ view: chosen ?? undefined });
      }}
      onFocus={() => setUsed(true)}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': text.anyView }}
      limit={200}
      nothingFoundMessage={text.noSuchView}
      data-testid="view-filter"
    />
  );
};
