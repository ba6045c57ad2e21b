import { useLocalStorage } from '@mantine/hooks';

/**
 * The columns of the session list that can be left out, in their order. The user always has a column, and so has the
 * time on a view by which the list is filtered.
 */
export const CHOSEN_COLUMNS = [
  'start',
  'last_ping',
  'span',
  'visible_duration',
  'views',
  'last_visible_path',
  'active',
] as const;
export type ChosenColumn = (typeof CHOSEN_COLUMNS)[number];

export const DEFAULT_COLUMNS: readonly ChosenColumn[] = CHOSEN_COLUMNS.filter(
  (column) => column !== 'span' && column !== 'views',
);

/** Reads a kept choice. Columns that this version does not know are left out; a text that is no choice is the default. */
export const readColumns = (kept: string | undefined): readonly ChosenColumn[] => {
  try {
    const columns: unknown = JSON.parse(kept ?? '');
    return Array.isArray(columns)
      ? CHOSEN_COLUMNS.filter((column) => columns.includes(column))
      : DEFAULT_COLUMNS;
  } catch {
    return DEFAULT_COLUMNS;
  }
};

/** Returns the columns that the user has chosen, and a function that chooses others. The browser keeps the choice. */
export const useColumns = (): [readonly ChosenColumn[], (columns: readonly ChosenColumn[]) => void] => {
  const [columns, setColumns] = useLocalStorage<readonly ChosenColumn[]>({
    key: 'dwell.session-columns',
    defaultValue: DEFAULT_COLUMNS,
    getInitialValueInEffect: false,
    deserialize: readColumns,
  });
  return [columns, setColumns];
};
