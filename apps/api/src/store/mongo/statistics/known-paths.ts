import { createHash } from 'node:crypto';
import { pathKey, pathOf } from '@dwell/shared';
import { bulkWriteMissing, UPKEEP_DEADLINE_MS } from '../connection/bulk-write.js';
import type { MongoDatabase } from '../connection/database.js';
import type { PathDocument, PathTime } from '../schema/rollups.js';

/**
 * Stores the paths on which a user ever had time. The collection `path` has those of the slots that view_time has
 * summed.
 */
export class KnownPaths {
  /** The ids of the paths that this process has stored or found stored. */
  private readonly stored = new Set<string>();

  constructor(private readonly database: MongoDatabase) {}

  /** Stores paths that may be stored already. */
  async add(paths: Iterable<Pick<PathTime, 'view' | 'tab'>>): Promise<void> {
    const documents = new Map<string, PathDocument>();
    for (const path of paths) {
      const document = toDocument(path);
      if (!this.stored.has(document._id)) documents.set(document._id, document);
    }
    if (documents.size === 0) return;
    const inserts = Array.from(documents.values(), (document) => ({ insertOne: { document } }));
    await bulkWriteMissing(this.database.paths, inserts, UPKEEP_DEADLINE_MS);
    for (const id of documents.keys()) this.stored.add(id);
  }

  /** Forgets which paths are stored. Must be called when the collection was emptied. */
  reset(): void {
    this.stored.clear();
  }
}

/**
 * Returns the document of a path. Its id is a hash, because a path of two long names is too long for the index of some
 * servers.
 */
const toDocument = ({ view, tab }: Pick<PathTime, 'view' | 'tab'>): PathDocument => {
  const key = pathKey(pathOf({ view, tab }));
  const _id = createHash('sha256').update(key).digest('base64url');
  return { _id, view, ...(tab === undefined ? {} : { tab }) };
};
