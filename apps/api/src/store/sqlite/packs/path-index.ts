import { sql } from 'kysely';
import type { Statements } from '../connection/kysely.js';
import type { PathTable } from '../schema/tables.js';

/** Finds paths by their ids, and ids by their paths. Ids are small numbers, so that they can be indexes of arrays. */
export class PathIndex {
  private readonly byId: (PathTable | undefined)[] = [];
  private readonly ids = new Map<string, number>();
  private readonly views: string[] = [];
  private readonly viewIds = new Map<string, number>();
  private viewOfPath = new Int32Array(0);

  constructor(private readonly statements: Statements) {}

  /** Reads the paths that are new since the last call. Must be called first in each transaction that reads packs. */
  refresh(): void {
    const added = this.statements.all(sql<PathTable>`
      select id, view, tab from ${sql.table('path')} where id >= ${this.byId.length} order by id`);
    const last = added.at(-1);
    if (!last) return;
    for (const path of added) {
      this.byId[path.id] = path;
      this.ids.set(keyOf(path), path.id);
      if (this.viewIds.has(path.view)) continue;
      this.viewIds.set(path.view, this.views.length);
      this.views.push(path.view);
    }
    this.viewOfPath = Int32Array.from({ length: last.id + 1 }, (_, id) => {
      const path = this.byId[id];
      return path ? (this.viewIds.get(path.view) ?? 0) : 0;
    });
  }

  /** The largest id of a path, plus one. */
  get size(): number {
    return this.byId.length;
  }

  /** The number of each path's view, at the index that is the path's id. It is the index of the view in `viewNames`. */
  get viewNumbers(): Int32Array {
    return this.viewOfPath;
  }

  /** Returns a view's number; -1 for a view without paths. */
  viewNumberOf(view: string): number {
    return this.viewIds.get(view) ?? -1;
  }

  /** The views, each at the index that is its number. */
  get viewNames(): readonly string[] {
    return this.views;
  }

  /** Returns the path with this id; undefined for an id that was not there at the last {@link refresh}. */
  get(id: number): PathTable | undefined {
    return this.byId[id];
  }

  /** Returns the id of a path with time. @throws Error if the path has none */
  idOf(path: Path): number {
    const id = this.ids.get(keyOf(path));
    if (id === undefined) throw new Error('A path with time has an id');
    return id;
  }

  /**
   * Returns an array with 1 at the ids of the paths on the view, and with 0 at all other ids. Without a view, all are
   * 1.
   */
  mask(view: string | undefined): Uint8Array {
    const number = view === undefined ? undefined : this.viewNumberOf(view);
    return Uint8Array.from(this.viewOfPath, (each) => (number === undefined || each === number ? 1 : 0));
  }
}

type Path = Pick<PathTable, 'view' | 'tab'>;

const keyOf = ({ view, tab }: Path): string => (tab === null ? view : `${view}\0${tab}`);
