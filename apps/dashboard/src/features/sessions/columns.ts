import { useLocalStorage } from '@mantine/hooks';

/**
 * The columns of the session list that can be left out, in their order. The column of the user is always
 * shown, and with a view filter also the column of the time on that view.
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

/**
 * Reads a stored choice. Leaves out columns that this version does not know. Returns the default for an unusable text.
 */
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
