import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addAccounts,
  expectFaithfulCopies,
  exportOf,
  history,
  type Temporary,
  temporaryFile,
} from './testing/copies.js';

describe('Copying from a file to another file', () => {
  let opened: Temporary[] = [];
  afterAll(async () => {
    for (const each of opened) await each.remove();
  });

  it('and back loses nothing that can be read, and a second copy changes nothing', async () => {
    opened = await Promise.all([temporaryFile(), temporaryFile(), temporaryFile()]);
    const [source, other, back] = opened.map(({ database }) => database);
    const [steps] = fc.sample(history, { numRuns: 1, seed: 1 });
    if (!source || !other || !back || !steps) throw new Error('Nothing to copy');
    await expectFaithfulCopies({ source, other, back }, steps);
  });
});

describe('exportDatabase', () => {
  let source: Temporary;
  beforeAll(async () => {
    source = await temporaryFile();
    await addAccounts(source.database);
  });
  afterAll(() => source.remove());

  it('shows no secret, no hash of a password or key, and no id by which one can use a login or session data', async () => {
    const text = await exportOf(source.database);
    expect(text.split('\n')).toHaveLength(15);
    for (const confidential of ['the hash', 'the key', 'the secret', 'the sid', 'the id']) {
      expect(text).not.toContain(confidential);
    }
  });
});
