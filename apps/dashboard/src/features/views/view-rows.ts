import { foldName, type TabFigures, type ViewFigures, type VisitDurations } from '@dwell/shared';
import { sumSeconds } from '../../shared/charts/series.js';
import { messages } from '../../shared/messages/messages.js';
import type { ViewSort } from './views-search.js';

/** The figures of a view, or of one of its tabs. */
interface FigureRow extends VisitDurations {
  readonly view: string;
  readonly visible_duration: number;
  /**
   * The part of the time that counts as the whole, from 0 to 1. That is the time of all views, or for the tabs on the
   * page of one view the time of this view.
   */
  readonly share: number;
  readonly visits: number;
}

export interface ViewRow extends FigureRow {
  readonly kind: 'view';
  readonly users: number;
  readonly here_now: number;
  /** Time on the view in the compared window, in seconds; null if the window is compared with none. */
  readonly previous_visible_duration: number | null;
  /** Whether the rows of the view's tabs are shown below; undefined if the view has no tabs. */
  readonly opened: boolean | undefined;
}

export interface TabRow extends FigureRow {
  readonly kind: 'tab';
  /** null: the view's time without a tab. */
  readonly tab: string | null;
}

/** A row of the table of views. */
export type TableRow = ViewRow | TabRow;

/** Returns an id that no other row has. */
export const rowId = (row: TableRow): string =>
  JSON.stringify(row.kind === 'view' ? [row.view] : [row.view, row.tab]);

/** Returns whether a view has time on a tab, so that its tabs say more than the view itself. */
export const hasTabs = ({ tabs }: ViewFigures): boolean => tabs.some(({ tab }) => tab !== null);

/** Returns the views whose names contain the text, in any case and with or without accents. */
export const findViews = (views: readonly ViewFigures[], text: string): ViewFigures[] => {
  const searched = foldName(text.trim());
  return views.filter(({ view }) => foldName(view).includes(searched));
};

/** Returns a view's time divided by its earlier time: Infinity if there was none, null if nothing is compared. */
const growthOf = ({
  visible_duration: now,
  previous_visible_duration: before,
}: ViewFigures): number | null => (before === null ? null : now / before);

const valueOf = (view: ViewFigures, sort: Exclude<ViewSort, 'view'>): number | null =>
  sort === 'change' ? growthOf(view) : view[sort];

const byName = new Intl.Collator(messages.locale, { numeric: true });

/**
 * Returns the views in another order. Views with equal values stay in the order of `views`. Those without a value come
 * last in both directions.
 */
export const sortViews = (
  views: readonly ViewFigures[],
  sort: ViewSort,
  descending: boolean,
): ViewFigures[] => {
  const sign = descending ? -1 : 1;
  if (sort === 'view') return views.toSorted((a, b) => sign * byName.compare(a.view, b.view));
  return views.toSorted((a, b) => {
    const [first, second] = [valueOf(a, sort), valueOf(b, sort)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    // Not a difference, because two values can be infinite.
    return first === second ? 0 : sign * (first < second ? -1 : 1);
  });
};

/** Returns the rows of a view's tabs. `total` is the time that their shares are parts of, in seconds. */
export const tabRows = (view: string, tabs: readonly TabFigures[], total: number): TabRow[] =>
  tabs.map((tab) => ({ ...tab, kind: 'tab', view, share: total > 0 ? tab.visible_duration / total : 0 }));

/**
 * Returns the rows of the table: the views, each followed by its tabs if it is opened.
 * @param total the time on all views, in seconds
 */
export const tableRows = (
  views: readonly ViewFigures[],
  opened: ReadonlySet<string>,
  total: number,
): TableRow[] =>
  views.flatMap((figures): TableRow[] => {
    const { tabs, ...view } = figures;
    const isOpened = hasTabs(figures) ? opened.has(view.view) : undefined;
    const row: ViewRow = { ...view, kind: 'view', opened: isOpened };
    return isOpened ? [row, ...tabRows(view.view, tabs, total)] : [row];
  });

/** Returns the time on all views together, in seconds. */
export const totalTime = (views: readonly ViewFigures[]): number =>
  sumSeconds(views.map(({ visible_duration }) => visible_duration));
