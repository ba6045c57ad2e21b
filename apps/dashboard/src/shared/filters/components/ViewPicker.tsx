import { foldName } from '@dwell/shared';
import { type ComboboxParsedItem, Select } from '@mantine/core';
import { IconAppWindow } from '@tabler/icons-react';
import { useState } from 'react';
import { describeError } from '../../api/describe-error.js';
import { plainName } from '../../format/names.js';
import { Name } from '../../ui/Name.js';
import { messages } from '../../messages/messages.js';
import { useViews } from '../api/views.js';
import { useFilters, useScope } from '../use-filters.js';
import { MORE, PERSON_OPTIONS } from './PersonOption.js';
import classes from './FilterBar.module.css';

const text = messages.filters;

/** The most views to choose from at a time. */
const MAX_SHOWN = 200;

/** Returns whether a view's name or label contains `text`, which is folded already ({@link foldName}). */
const matches = (option: ComboboxParsedItem, text: string): boolean =>
  'value' in option && [option.value, option.label].some((name) => foldName(name).includes(text));

/** Filters by one of the views that have time in the window. */
export const ViewPicker = () => {
  const [{ view }, change] = useFilters();
  const scope = useScope();
  const [opened, setOpened] = useState(false);
  const views = useViews({ ...scope, view: undefined }, opened);
  const seen = views.data?.views.map((figures) => figures.view) ?? [];
  const choices = view !== undefined && !seen.includes(view) ? [view, ...seen] : seen;
  const isCurrent = views.isSuccess && !views.isPlaceholderData;
  const problem = isCurrent ? undefined : views.isError ? describeError(views.error) : text.searchingViews;
  const withNote = (options: ComboboxParsedItem[], note: string | undefined): ComboboxParsedItem[] =>
    note === undefined ? options : [...options, { value: MORE, label: note, disabled: true }];
  return (
    <Select
      className={classes.view}
      classNames={PERSON_OPTIONS.classNames}
      aria-label={text.view}
      placeholder={text.anyView}
      leftSection={<IconAppWindow size={16} stroke={1.6} />}
      value={view ?? null}
      data={choices.map((choice) => ({ value: choice, label: plainName(choice) }))}
      filter={({ options, search }) => {
        const searched = foldName(search.trim());
        const found = options.filter((option) => matches(option, searched));
        const more =
          found.length > MAX_SHOWN ? text.moreViews(MAX_SHOWN, found.length, searched !== '') : undefined;
        return withNote(found.slice(0, MAX_SHOWN), problem ?? more);
      }}
      renderOption={({ option }) => (option.value === MORE ? option.label : <Name name={option.value} />)}
      onChange={(chosen) => change({ view: chosen ?? undefined })}
      onFocus={() => setOpened(true)}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': text.anyView }}
      nothingFoundMessage={text.noSuchView}
    />
  );
};
