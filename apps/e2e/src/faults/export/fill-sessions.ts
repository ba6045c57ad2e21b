import { KeyDraft, keyOf, openDatabase, readSettings, type SessionChange } from '@dwell/api';

const SESSIONS_PER_USER = 50;
const SESSIONS_PER_COMMIT = 5_000;
const VIEWS = 50;
const TABS = 2;
const DAY_MS = 24 * 3_600_000;

/**
 * Beginnings of usernames that an export could spoil: spreadsheets could take them for a formula, or a parser for the
 * end of a cell. One user in a hundred has such a name.
 */
const AWKWARD = ['=1+1', '+1', '-1', '@x', '\tx', '"q"', 'a\r\nb', '😀', ';', 'a,b', "'=1"];

const nameOf = (user: number): string =>
  user % 100 === 0 ? `${AWKWARD[(user / 100) % AWKWARD.length]}${user}` : `user ${user}`;

/** Returns a number below `end` that is always the same for `index`, and far from that of the next index. */
const scattered = (index: number, end: number): number => (Math.imul(index + 1, 0x9e3779b1) >>> 0) % end;

/** Removes the sums for statistics from a change, because storing them would take more than half of the time. */
const withoutRollups = ({ key, writes }: SessionChange): SessionChange => ({
  key,
  writes: writes.map((write) => ({ ...write, rollups: [] })),
});

/**
 * Stores sessions of two keepalives each, over the last 30 days, as if a server had recorded them, but without the sums
 * for statistics. Apart from the date, it is always the same data.
 * @param sessions a multiple of 50
 * @param onProgress is called with the number of stored sessions
 */
export const fillSessions = async (
  databaseUrl: string,
  sessions: number,
  onProgress: (stored: number) => void,
): Promise<void> => {
  const settings = readSettings({ DATABASE_URL: databaseUrl }, process.cwd());
  const database = await openDatabase(settings);
  const from = Date.now() - 30 * DAY_MS;
  try {
    let changes: SessionChange[] = [];
    for (let user = 0; user * SESSIONS_PER_USER < sessions; user++) {
      const draft = new KeyDraft(keyOf(nameOf(user), 'only'), undefined, settings);
      for (let turn = 0; turn < SESSIONS_PER_USER; turn++) {
        const index = user * SESSIONS_PER_USER + turn;
        const start = from + (turn * 30 * DAY_MS) / SESSIONS_PER_USER + scattered(index, 4 * 3_600_000);
        const view = scattered(index, VIEWS);
        draft.record({ kind: 'sessionstart' }, start);
        for (let ping = 1; ping <= TABS; ping++) {
          const path = [`/views/${view}`, `tab ${ping}`] as const;
          draft.record({ kind: 'keepalive', visible: true, path }, start + ping * 60_123);
        }
      }
      const change = draft.change();
      if (change) changes.push(withoutRollups(change));
      if (changes.length * SESSIONS_PER_USER < SESSIONS_PER_COMMIT) continue;
      await database.sessions.commit(changes);
      changes = [];
      onProgress((user + 1) * SESSIONS_PER_USER);
    }
    await database.sessions.commit(changes);
  } finally {
    await database.close();
  }
};
