import { afterAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { temporaryFolder } from '../store/testing/temporary-folder.js';
import { describeSessman } from './testing/sessman.suite.js';
import { SessmanStage } from './testing/sessman-stage.js';

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});
const file = `${folder.path}/sessman.db`;

describeSessman('SQLite', () => ({ DATABASE_URL: `file:${file}` }));

describe('The sessman_sessions table', () => {
  it('S45: loses the row of an expired session when somebody asks for it', async () => {
    const stage = await SessmanStage.open({ DATABASE_URL: `file:${file}`, SESSMAN_TTL: '10' });
    const id = await stage.create({ a: 1 });
    stage.wait(11);
    await stage.get(`/get?session_id=${id}`);
    await stage.close();
    const database = new Database(file, { readonly: true });
    expect(database.prepare('SELECT * FROM sessman_sessions WHERE session_id = ?').all(id)).toEqual([]);
    database.close();
  });
});
