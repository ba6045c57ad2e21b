import { createHash } from 'node:crypto';
import type { Database } from '../store/ports/database.js';
import { KINDS } from './kinds.js';

/**
 * Yields the records of a database as texts of many lines, each line the JSON of one record. Leaves out sessions that
 * can't be read. Two databases with the same records give the same lines. Values that nobody may read are replaced by
 * their SHA-256: hashes of passwords and API keys, second factors, secrets, and sids (the ids of logins and of sessman
 * sessions).
 */
export async function* exportDatabase(database: Database): AsyncGenerator<string, void> {
  for (const kind of KINDS) {
    for await (const portion of kind.read(database)) {
      const lines = portion.map((record) => {
        const fields = { ...kind.fieldsOf(record) };
        for (const name of kind.confidential ?? []) {
          if (fields[name] !== undefined) fields[name] = digest(fields[name]);
        }
        return `${JSON.stringify({ kind: kind.name, ...fields })}\n`;
      });
      yield lines.join('');
    }
  }
}

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
