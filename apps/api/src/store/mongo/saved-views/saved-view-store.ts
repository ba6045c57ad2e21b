import { MAX_SAVED_VIEWS_PER_USER, MAX_SHARED_VIEWS } from '@dwell/shared';
import type { PageQuery } from '../../ports/group-store.js';
import {
  type SavedView,
  type SavedViewChange,
  type SavedViewRefusal,
  SavedViewStore,
} from '../../ports/saved-view-store.js';
import type { MongoDatabase } from '../connection/database.js';
import { isUnique, translateDriverError } from '../connection/errors.js';
import type { SavedViewDocument } from '../schema/saved-views.js';

/**
 * Stores saved views in a collection, one document for each. A unique index refuses a second view of the same name and
 * owner.
 */
export class MongoSavedViewStore extends SavedViewStore {
  constructor(private readonly database: MongoDatabase) {
    super();
  }

  override async listSavedViews(reader: string | undefined): Promise<SavedView[]> {
    const seen = reader === undefined ? { shared: true } : { $or: [{ shared: true }, { owner: reader }] };
    const found = this.database.savedViews.find(seen).sort({ name: 1, _id: 1 }).toArray();
    return (await translateDriverError(found)).map(toView);
  }

  override async findSavedView(id: string): Promise<SavedView | undefined> {
    const document = await translateDriverError(this.database.savedViews.findOne({ _id: id }));
    return document ? toView(document) : undefined;
  }

  override async createSavedView(view: SavedView): Promise<'done' | SavedViewRefusal> {
    const { savedViews } = this.database;
    const { owner, name, shared } = view;
    if (await this.isTaken(owner, name)) return 'name-taken';
    const own = await translateDriverError(savedViews.countDocuments({ owner }));
    if (own >= MAX_SAVED_VIEWS_PER_USER) return 'too-many';
    if (shared && (await this.countShared()) >= MAX_SHARED_VIEWS) return 'too-many-shared';
    const isNew = await translateDriverError(isUnique(savedViews.insertOne(toDocument(view))));
    return isNew ? 'done' : 'name-taken';
  }

  override async changeSavedView(
    id: string,
    owner: string,
    change: SavedViewChange,
  ): Promise<'done' | 'no-view' | 'name-taken' | 'too-many-shared'> {
    const { savedViews } = this.database;
    const before = await translateDriverError(savedViews.findOne({ _id: id, owner }));
    if (!before) return 'no-view';
    if (Object.keys(change).length === 0) return 'done';
    const startsToShare = change.shared === true && !before.shared;
    if (startsToShare && (await this.countShared()) >= MAX_SHARED_VIEWS) return 'too-many-shared';
    let matched = 0;
    const changing = async (): Promise<void> => {
      ({ matchedCount: matched } = await savedViews.updateOne({ _id: id, owner }, { $set: change }));
    };
    if (!(await translateDriverError(isUnique(changing())))) return 'name-taken';
    // Somebody may have removed the view after it was found.
    return matched > 0 ? 'done' : 'no-view';
  }

  override async removeSavedView(
    id: string,
    of: { readonly owner: string } | 'anybody who shares',
  ): Promise<boolean> {
    const owned = of === 'anybody who shares' ? { shared: true } : { owner: of.owner };
    const removing = this.database.savedViews.deleteOne({ _id: id, ...owned });
    return (await translateDriverError(removing)).deletedCount > 0;
  }

  override async removePrivateViews(owner: string): Promise<void> {
    await translateDriverError(this.database.savedViews.deleteMany({ owner, shared: false }));
  }

  override async readSavedViews({ after = '', limit }: PageQuery): Promise<SavedView[]> {
    const found = this.database.savedViews
      .find({ _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
    return (await translateDriverError(found)).map(toView);
  }

  override async putSavedView(view: SavedView): Promise<void> {
    const { savedViews } = this.database;
    const { id: _id, owner, name } = view;
    await translateDriverError(savedViews.deleteMany({ owner, name, _id: { $ne: _id } }));
    await translateDriverError(savedViews.replaceOne({ _id }, toDocument(view), { upsert: true }));
  }

  private async isTaken(owner: string, name: string): Promise<boolean> {
    return (await translateDriverError(this.database.savedViews.findOne({ owner, name }))) !== null;
  }

  private countShared(): Promise<number> {
    return translateDriverError(this.database.savedViews.countDocuments({ shared: true }));
  }
}

const toDocument = ({ id, createdAt, ...view }: SavedView): SavedViewDocument => ({
  _id: id,
  ...view,
  created_at: createdAt,
});

const toView = ({ _id: id, created_at, ...document }: SavedViewDocument): SavedView => ({
  id,
  ...document,
  createdAt: created_at,
});
