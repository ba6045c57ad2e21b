import { tmpdir } from 'node:os';
import { openDatabase, readSettings } from '@dwell/api';
import { fillDemo } from '@dwell/demo/demo-history';

/** Creates the SQLite file that `npm run demo` would start with. */
export const recordDemo = async (file: string): Promise<void> => {
  const settings = readSettings({ DATABASE_URL: `file:${file}` }, tmpdir());
  const database = await openDatabase(settings);
  try {
    await fillDemo(database.sessions, settings);
  } finally {
    await database.close();
  }
};
