import { randomUUID } from 'node:crypto';
import { ConflictException, ForbiddenException, Injectable, NotFoundException } from '@nestjs/common';
import {
  isLegalString,
  MAX_SAVED_VIEWS_PER_USER,
  MAX_SHARED_VIEWS,
  type SavedViewAnswer,
  type SavedViewBody,
  type SavedViewChangeBody,
  type SavedViewsAnswer,
  toSeconds,
} from '@dwell/shared';
import type { Caller } from '../auth/guard/caller.js';
import { requireUser } from '../auth/guard/named-user.js';
import { Clock } from '../platform/clock.js';
import { type SavedView, type SavedViewRefusal, SavedViewStore } from '../store/ports/saved-view-store.js';

export const NO_SAVED_VIEW = 'There is no saved view of this id';
const TAKEN = 'is the name of a saved view that you have already';
export const VIEW_NAME_TAKEN = `name ${TAKEN}`;

const LIMITS: Record<Exclude<SavedViewRefusal, 'name-taken'>, string> = {
  'too-many': `One user can have at most ${MAX_SAVED_VIEWS_PER_USER} saved views`,
  'too-many-shared': `At most ${MAX_SHARED_VIEWS} saved views can be shared`,
};

/** Lists and creates saved views. Owners change and remove their own; admins also remove those that others share. */
@Injectable()
export class SavedViewsService {
  constructor(
    private readonly store: SavedViewStore,
    private readonly clock: Clock,
  ) {}

  /** Lists the saved views of the caller, and those that others share. */
  async list({ username }: Caller): Promise<SavedViewsAnswer> {
    const views = await this.store.listSavedViews(username);
    return { description: 'Saved views', saved_views: views.map(answer) };
  }

  /**
   * Stores a saved view of the caller.
   * @throws InvalidFields if the caller is a key that names no user; ConflictException if the caller uses the name
   * already, or if there are too many saved views
   */
  async create(
    { name, page, query, shared = false }: SavedViewBody,
    caller: Caller,
  ): Promise<SavedViewAnswer> {
    const owner = requireUser(caller, 'owns the saved view');
    const view = { id: randomUUID(), owner, name, page, query, shared, createdAt: this.clock.now() };
    const outcome = await this.store.createSavedView(view);
    if (outcome !== 'done') throw conflict(outcome);
    return answer(view);
  }

  /**
   * Changes a saved view of the caller.
   * @throws NotFoundException, ForbiddenException if somebody else shares it, ConflictException as {@link create}
   */
  async change(
    id: string,
    { name, page, query, shared }: SavedViewChangeBody,
    caller: Caller,
  ): Promise<SavedViewAnswer> {
    const before = await this.find(id, caller);
    if (before.owner !== caller.username) throw belongsToAnother();
    const change = {
      ...(name === undefined ? {} : { name }),
      ...(page === undefined ? {} : { page }),
      ...(query === undefined ? {} : { query }),
      ...(shared === undefined ? {} : { shared }),
    };
    const outcome = await this.store.changeSavedView(id, before.owner, change);
    if (outcome === 'no-view') throw new NotFoundException(NO_SAVED_VIEW);
    if (outcome !== 'done') throw conflict(outcome);
    return answer({ ...before, ...change });
  }

  /**
   * Removes a saved view of the caller. Admins can also remove those that others share.
   * @throws NotFoundException, ForbiddenException if somebody else shares it and the caller is no admin
   */
  async remove(id: string, caller: Caller): Promise<void> {
    const { owner } = await this.find(id, caller);
    const isOwn = owner === caller.username;
    if (!isOwn && caller.role !== 'admin') throw belongsToAnother();
    if (!(await this.store.removeSavedView(id, isOwn ? { owner } : 'anybody who shares'))) {
      throw new NotFoundException(NO_SAVED_VIEW);
    }
  }

  /**
   * Returns a saved view that the caller can see.
   * @throws NotFoundException
   */
  private async find(id: string, { username }: Caller): Promise<SavedView> {
    const view = isLegalString(id) ? await this.store.findSavedView(id) : undefined;
    if (!view || !(view.shared || view.owner === username)) throw new NotFoundException(NO_SAVED_VIEW);
    return view;
  }
}

const conflict = (refusal: SavedViewRefusal): ConflictException =>
  refusal === 'name-taken'
    ? new ConflictException({ message: VIEW_NAME_TAKEN, errors: [{ field: 'name', message: TAKEN }] })
    : new ConflictException(LIMITS[refusal]);

const belongsToAnother = (): ForbiddenException =>
  new ForbiddenException('This saved view belongs to somebody else');

const answer = ({ createdAt, ...view }: SavedView): SavedViewAnswer => ({
  ...view,
  created_at: toSeconds(createdAt),
});
