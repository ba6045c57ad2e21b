import { isLegalString } from './values.js';

/**
 * The pages of the dashboard that can be saved with their filters. The overview is the page at `/`; each other page is
 * at the path of its name.
 */
export const SAVED_VIEW_PAGES = ['overview', 'live', 'views', 'people', 'sessions'] as const;
export type SavedViewPage = (typeof SAVED_VIEW_PAGES)[number];

/** The most saved views that one user can own. */
export const MAX_SAVED_VIEWS_PER_USER = 100;

/** The most shared saved views of all users together. The limit keeps the list short, which has no pages. */
export const MAX_SHARED_VIEWS = 300;

/** The most UTF-16 code units of the name of a saved view. */
export const MAX_SAVED_VIEW_NAME_LENGTH = 100;

/** The most characters of the query of a saved view. */
export const MAX_SAVED_VIEW_QUERY_LENGTH = 4_000;

/** Whether `value` may be the name of a saved view: a legal string that is not too long. */
export const isSavedViewName = (value: unknown): value is string =>
  isLegalString(value) && value.length <= MAX_SAVED_VIEW_NAME_LENGTH;

/** The rule of {@link isSavedViewName} in words, for error messages. */
export const SAVED_VIEW_NAME_RULE = `must be a string of 1 to ${MAX_SAVED_VIEW_NAME_LENGTH} characters, without NUL or lone surrogates`;

/** Matches printable ASCII characters except the blank and `#`: the characters that the query of a URL can have. */
export const SAVED_VIEW_QUERY_PATTERN = '^[!"$-~]*$';

const QUERY = new RegExp(SAVED_VIEW_QUERY_PATTERN);

/** Whether `value` may be the query of a saved view: what follows the `?` in a URL. It may be empty. */
export const isSavedViewQuery = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= MAX_SAVED_VIEW_QUERY_LENGTH && QUERY.test(value);

/** The rule of {@link isSavedViewQuery} in words, for error messages. */
export const SAVED_VIEW_QUERY_RULE = `must be the query of a URL, without "?", of at most ${MAX_SAVED_VIEW_QUERY_LENGTH.toLocaleString('en')} characters`;

/** The body of POST /api/v2/saved-views. */
export interface SavedViewBody {
  /** What the owner calls the saved view. */
  name: string;
  /** The page that it opens. */
  page: SavedViewPage;
  /** The filters of the page: the query of its URL, without `?`. */
  query: string;
  /** Whether everybody who may read sees it. Default: false. */
  shared?: boolean;
}

/** The body of PATCH /api/v2/saved-views/{id}. Absent fields keep their values. */
export type SavedViewChangeBody = Partial<SavedViewBody>;

/** A page of the dashboard with its filters, under a name. */
export interface SavedViewAnswer {
  /** Identifies the saved view. */
  id: string;
  /** What the owner calls the saved view. */
  name: string;
  /** The page that it opens. */
  page: SavedViewPage;
  /** The filters of the page: the query of its URL, without `?`. */
  query: string;
  /** The user who made it, and who alone can change it. */
  owner: string;
  /** Whether everybody who may read sees it. */
  shared: boolean;
  /** When it was made, in epoch seconds. */
  created_at: number;
}

/** GET /api/v2/saved-views, by name. */
export interface SavedViewsAnswer {
  /** Names the answer. */
  description: 'Saved views';
  /** The saved views of the caller, and those that others share. */
  saved_views: SavedViewAnswer[];
}
