import { expect, it } from '@jest/globals';
import { keyOf, starting, staying, T0 } from '../../testing/session-changes.js';
import { openMemoryDatabase } from '../testing/memory-database.js';
import { PackReader } from './pack-reader.js';
import { PART_MS } from './parts.js';

const MINUTE = 60_000;

it('Counting the users of a view reads no pack twice, and reads the time that is not packed yet', async () => {
  let reads = 0;
  const { database, statements, writer, commit } = await openMemoryDatabase((text) => {
    if (text.includes('columns from "Test_pack"')) reads++;
  });
  const begin = Math.ceil(T0 / PART_MS) * PART_MS;
  // Ann is on the view `home` in each of four parts; the first and the last are not whole in the window.
  for (let part = 0; part < 4; part++) {
    const start = commit(starting(keyOf('ann', `${part}`), begin + part * PART_MS));
    commit(staying(start, 'home', begin + part * PART_MS + MINUTE));
  }
  writer.settleAll();
  writer.packer.repackAll();
  // This time is later than all packed time.
  const late = begin + 3.5 * PART_MS;
  const ben = commit(starting(keyOf('ben'), late));
  commit(staying(ben, 'news', late + MINUTE));
  commit(staying(commit(starting(keyOf('ann', 'late'), late)), 'help', late + MINUTE));
  const window = { from: begin + 15 * MINUTE, to: begin + 3.75 * PART_MS };
  const reader = new PackReader(statements);

  reads = 0;
  expect(reader.countUsers({ usernames: ['ann'] }, window, 'news')).toBe(0);
  // Two parts are whole in the window, and one at each of its edges is not.
  expect(reads).toBe(4);
  expect(reader.countUsers({}, window, 'home')).toBe(1);
  expect(reader.countUsers({}, window, 'help')).toBe(1);
  expect(reader.countUsers({}, window, undefined)).toBe(2);
  database.close();
});
