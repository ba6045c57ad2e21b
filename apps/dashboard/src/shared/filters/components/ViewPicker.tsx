import { Select } from '@mantine/core';
import { IconAppWindow } from '@tabler/icons-react';
import { useState } from 'react';
import { plainName } from '../../format/names.js';
import { Name } from '../../ui/Name.js';
import { messages } from '../../messages/messages.js';
import { useViews } from '../api/views.js';
import { useFilters, useScope } from '../use-filters.js';
import classes from './FilterBar.module.css';

const text = messages.filters;

/** Filters by one of the views that have time in the window. */
export const ViewPicker = () => {
  const [{ view }, change] = useFilters();
  const scope = useScope();
  const [opened, setOpened] = useState(false);
  const views = useViews({ ...scope, view: undefined }, opened);
  const seen = views.data?.views.map((figures) => figures.view) ?? [];
  const choices = view !== undefined && !seen.includes(view) ? [view, ...seen] : seen;
  return (
    <Select
      className={classes.view}
      aria-label={text.view}
      placeholder={text.anyView}
      leftSection={<IconAppWindow size={16} stroke={1.6} />}
      value={view ?? null}
      data={choices.map((choice) => ({ value: choice, label: plainName(choice) }))}
      renderOption={({ option }) => <Name name={option.value} />}
      onChange={(chosen) => change({ view: chosen ?? undefined })}
      onFocus={() => setOpened(true)}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': text.anyView }}
      limit={200}
      nothingFoundMessage={text.noSuchView}
    />
  );
};
