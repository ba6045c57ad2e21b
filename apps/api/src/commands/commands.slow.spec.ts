import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeOnMongo, dropDatabase } from '@dwell/sessions/testing/mongo';
import SqliteFile from 'better-sqlite3';
import { openMainDatabase } from '../store/open-database.js';
import { temporaryFolder } from '../store/testing/temporary-folder.js';
import { recordHistory } from '../testing/record-history.js';
import { ON_OLD_NODE } from '../testing/server-process.js';

const BUILT = fileURLToPath(new URL('../../dist/commands/', import.meta.url));
const T0 = Date.UTC(2026, 5, 1, 9);
const MINUTE = 60_000;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Command = 'migrate' | 'export' | 'rebuild' | 'verify';

/** Runs a built command, as its npm script does, with additional environment variables. */
const runWith = (env: Record<string, string>, command: Command, ...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const { PATH = '' } = process.env;
    const argv = [join(BUILT, `${command}.js`), ...args];
    const child = execFile(process.execPath, argv, { env: { PATH, ...env } }, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });

const run = (command: Command, ...args: string[]): Promise<Ended> => runWith({}, command, ...args);

const useFolder = () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);
  return {
    fileUrl: (name: string) => `file:${join(folder.path, name)}`,
    path: (name: string) => join(folder.path, name),
  };
};

/** Records five users for nine minutes each: four minutes on `home`, then five minutes on `news`. */
const fill = (file: string): Promise<void> =>
  recordHistory(
    file,
    [0, 1, 2, 3, 4].flatMap((user) =>
      Array.from({ length: 10 }, (_, minute) => ({
        at: T0 + user * 7 * MINUTE + minute * MINUTE,
        username: `user ${user}`,
        request:
          minute === 0
            ? ({ kind: 'sessionstart' } as const)
            : ({ kind: 'keepalive', visible: true, path: [minute < 5 ? 'home' : 'news'] } as const),
      })),
    ),
  );

describeOnMongo('A command', ({ freshUrl }) => {
  const { fileUrl, path } = useFolder();
  const mongoUrl = freshUrl();
  beforeAll(() => fill(path('a.db')));
  afterAll(() => dropDatabase(mongoUrl));

  it('copies everything from a file to MongoDB and back, shows what it did, and writes nothing twice', async () => {
    const there = await run('migrate', '--from', fileUrl('a.db'), '--to', mongoUrl);
    expect(there).toMatchObject({ code: 0, stderr: '' });
    expect(there.stdout).toMatch(/^sessions +5 +5 +0 +0 +0$/m);
    expect(there.stdout).toMatch(/^slots of users +8 +8 +0 +0 +0$/m);
    expect(there.stdout).toContain('The target holds the same data as the source.');
    const again = await run('migrate', '--from', fileUrl('a.db'), '--to', mongoUrl);
    expect(again.stdout).toMatch(/^sessions +5 +0 +5 +0 +0$/m);
    expect(again.stdout).toMatch(/^slots of users +8 +0 +8 +0 +0$/m);
    expect((await run('migrate', '--from', mongoUrl, '--to', fileUrl('b.db'))).code).toBe(0);

    for (const [from, to] of [
      [fileUrl('a.db'), path('a.ndjson')],
      [mongoUrl, path('mongo.ndjson')],
      [fileUrl('b.db'), path('b.ndjson')],
    ] as const) {
      expect((await run('export', '--from', from, '--to', to)).code).toBe(0);
    }
    const exported = await readFile(path('a.ndjson'), 'utf8');
    expect(exported.split('\n')).toHaveLength(5 + 8 + 1);
    expect(await readFile(path('mongo.ndjson'), 'utf8')).toBe(exported);
    expect(await readFile(path('b.ndjson'), 'utf8')).toBe(exported);
  });

  it('computes all sums again and says that they are right', async () => {
    await run('migrate', '--from', fileUrl('a.db'), '--to', mongoUrl);
    for (const url of [mongoUrl, fileUrl('a.db')]) {
      const rebuilt = await run('rebuild', '--of', url);
      expect(rebuilt).toMatchObject({ code: 0, stderr: '' });
      expect(rebuilt.stdout).toContain('The sessions and slots of every user add up to the same time.');
      const verified = await run('verify', '--of', url);
      expect(verified).toMatchObject({ code: 0, stderr: '' });
      expect(verified.stdout).toContain('0 differences');
    }
  });
});

describe('An export', () => {
  const { fileUrl, path } = useFolder();
  beforeAll(() => fill(path('a.db')));

  it('is readable for its owner alone, even if it replaces a file that others may read', async () => {
    await writeFile(path('old.ndjson'), 'old', { mode: 0o644 });
    for (const name of ['new.ndjson', 'old.ndjson']) {
      expect((await run('export', '--from', fileUrl('a.db'), '--to', path(name))).code).toBe(0);
      expect((await stat(path(name))).mode & 0o777).toBe(0o600);
    }
  });
});

describe('A command that can not do its work', () => {
  const { fileUrl, path } = useFolder();
  beforeAll(() => fill(path('a.db')));

  const refusal = async (...args: Parameters<typeof run>): Promise<string> => {
    const { code, stderr } = await run(...args);
    expect(code).toBe(1);
    return stderr.trim();
  };

  it.each<Command>(['migrate', 'export', 'rebuild', 'verify'])(
    'refuses to run on a Node that is too old: %s',
    async (command) => {
      const { code, stderr } = await runWith(ON_OLD_NODE, command);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^Dwell needs Node 22\.3 or newer; this is Node 20\.20\.2\. .+\n$/);
    },
  );

  it('names the option that is missing, unknown or not a database, and shows its usage', async () => {
    expect(await refusal('migrate', '--from', fileUrl('a.db'))).toMatch(
      /^--to is missing\nnpm run migrate -- /,
    );
    expect(await refusal('export', '--form', 'x')).toMatch(
      /^the options are --from VALUE, --to VALUE, --prefix VALUE\nnpm run export -- /,
    );
    expect(await refusal('export', 'mongodb://ann:hunter2@h/dwell')).not.toContain('hunter2');
    expect(await refusal('rebuild', '--of', 'postgres://x')).toMatch(/^--of must be file:<path>/);
    expect(await refusal('rebuild', '--of', fileUrl('a.db'), '--prefix', 'a b')).toMatch(/^--prefix must be/);
  });

  it('gives the reason in one line, and does not create a source that is missing', async () => {
    const none = fileUrl('none.db');
    expect(await refusal('migrate', '--from', none, '--to', fileUrl('b.db'))).toBe(
      `It can't be done: there is no file ${path('none.db')}`,
    );
    expect(await refusal('rebuild', '--of', none)).toContain('there is no file');
    expect(await refusal('migrate', '--from', fileUrl('a.db'), '--to', fileUrl('./a.db'))).toBe(
      "It can't be done: --from and --to are the same database",
    );
    expect(
      await refusal('migrate', '--from', 'mongodb://h:1/d', '--to', 'mongodb://ann:secret@h:1/d?w=1'),
    ).toBe("It can't be done: --from and --to are the same database");
  });

  it('refuses a file that is open in another process', async () => {
    const server = await openMainDatabase({
      databaseUrl: fileUrl('a.db'),
      collectionPrefix: 'Default_',
      aliveMs: 300_000,
    });
    try {
      expect(await refusal('migrate', '--from', fileUrl('a.db'), '--to', fileUrl('b.db'))).toBe(
        `It can't be done: ${path('a.db')} is open in another process`,
      );
    } finally {
      await server.close();
    }
  });

  it('refuses a file of a newer version', async () => {
    await fill(path('newer.db'));
    const file = new SqliteFile(path('newer.db'));
    file.exec(`insert into Default_session_migration values ('9999', '2030-01-01')`);
    file.close();
    expect(await refusal('migrate', '--from', fileUrl('newer.db'), '--to', fileUrl('b.db'))).toMatch(
      /^It can't be done: .*newer\.db was written by a newer version of Dwell .*$/,
    );
  });

  it('reports a MongoDB server that does not answer', async () => {
    expect(await refusal('migrate', '--from', fileUrl('a.db'), '--to', 'mongodb://127.0.0.1:1/d')).toBe(
      "It can't be done: MongoDB at 127.0.0.1:1 does not answer",
    );
  });

  it('names users whose sessions and slots do not add up to the same time', async () => {
    await fill(path('broken.db'));
    const file = new SqliteFile(path('broken.db'));
    file.exec(`update Default_user_time set ms = ms + 1 where username = 'user 3' and view = 'home'`);
    file.close();
    const { code, stdout, stderr } = await run('rebuild', '--of', fileUrl('broken.db'));
    expect(code).toBe(1);
    expect(stdout).toMatch(/^user 3: 540000 ms in sessions, 54000\d ms in slots$/m);
    expect(stderr).toContain('the sessions and slots of users do not add up');
  });

  it('names the user, the view and the slot of each difference if it is verify, and changes nothing', async () => {
    await fill(path('wrong.db'));
    const file = new SqliteFile(path('wrong.db'));
    file.exec(
      `update Default_user_visit set visits = visits + 1 where username = 'user 2' and view = 'home'`,
    );
    file.close();
    const first = await run('verify', '--of', fileUrl('wrong.db'));
    expect(first).toMatchObject({ code: 1, stderr: expect.stringContaining('there are differences') });
    expect(first.stdout).toMatch(
      /^visits of a user: in the slots, and by length: user user 2, view home, 2026-06-01T09:00:00.000Z, 1 and 2$/m,
    );
    expect(await run('verify', '--of', fileUrl('wrong.db'))).toEqual(first);
  });
});
