import type { SavedViewPage } from '@dwell/shared';
import type { PageQuery } from './group-store.js';

/** A page of the dashboard with its filters, under a name. */
export interface SavedView {
  readonly id: string;
  /** The username of whoever made it. */
  readonly owner: string;
  /** The names of one owner's saved views differ. */
  readonly name: string;
  readonly page: SavedViewPage;
  /** The query of the page's URL, without `?`. */
  readonly query: string;
  /** Whether it is listed for all callers with at least the role analyst, and not only for its owner. */
  readonly shared: boolean;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** The fields that an owner can change. Absent fields keep their values. */
export type SavedViewChange = Partial<Pick<SavedView, 'name' | 'page' | 'query' | 'shared'>>;

/** Why a saved view is not stored; see {@link SavedViewStore.createSavedView}. */
export type SavedViewRefusal = 'name-taken' | 'too-many' | 'too-many-shared';

/**
 * Stores saved views. Every method rejects with a StoreUnavailableError if the database can't be reached. On MongoDB,
 * calls at the same instant may exceed MAX_SAVED_VIEWS_PER_USER and MAX_SHARED_VIEWS by a few.
 */
export abstract class SavedViewStore {
  /**
   * Lists the saved views of `reader` and those that others share, by name; equal names by id. Without a reader, lists
   * only the shared ones.
   */
  abstract listSavedViews(reader: string | undefined): Promise<SavedView[]>;
  abstract findSavedView(id: string): Promise<SavedView | undefined>;
  /**
   * Stores a new saved view, or refuses it: with `name-taken` if the owner has one of this name, with `too-many` if the
   * owner has MAX_SAVED_VIEWS_PER_USER, and with `too-many-shared` if it is shared and all owners together share
   * MAX_SHARED_VIEWS.
   */
  abstract createSavedView(view: SavedView): Promise<'done' | SavedViewRefusal>;
  /** Changes a saved view of `owner`. `no-view`: the owner has none with this id. */
  abstract changeSavedView(
    id: string,
    owner: string,
    change: SavedViewChange,
  ): Promise<'done' | 'no-view' | Exclude<SavedViewRefusal, 'too-many'>>;
  /** Removes a saved view of `owner`, or a shared one of anybody. Returns false if there is none with this id. */
  abstract removeSavedView(
    id: string,
    of: { readonly owner: string } | 'anybody who shares',
  ): Promise<boolean>;
  /** Removes the saved views of `owner` that are not shared. */
  abstract removePrivateViews(owner: string): Promise<void>;

  /** Reads saved views by id, for a copy of a database. `after` is the last id of the page before. */
  abstract readSavedViews(page: PageQuery): Promise<SavedView[]>;
  /** Stores the saved view in place of those with the same id, or the same owner and name, for a copy of a database. */
  abstract putSavedView(view: SavedView): Promise<void>;
}
