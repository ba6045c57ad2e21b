import { createHash } from 'node:crypto';
import type { Archive } from '../store/ports/archive.js';
import { KINDS } from './kinds.js';

/**
 * Everything in a store as lines of JSON: the same for two stores that hold the same. What nobody may read (passwords'
 * hashes, secrets) is given as its SHA-256.
 */
export async function* exportArchive(archive: Archive): AsyncGenerator<string, void> {
  for (const kind of KINDS) {
    for await (const portion of kind.partOf(archive).read()) {
      yield portion
        .map((record) => {
          const fields = { ...kind.fieldsOf(record) };
          for (const name of kind.confidential) fields[name] = digest(fields[name]);
          return `${JSON.stringify({ kind: kind.name, ...fields })}\n`;
        })
        .join('');
    }
  }
}

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
