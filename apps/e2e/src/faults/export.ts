import { parseArgs } from 'node:util';
import { DwellServer, formatInteger, numberOption, run, scratchStore } from '@dwell/programs';
import { fillSessions } from './export/fill-sessions.js';
import { exportAll, leaveMidway } from './export/trials.js';

const USAGE = 'npm run try:export -- [--sessions 1000000] [--folder DIR]';

const readOptions = () => {
  const { values } = parseArgs({
    options: { sessions: { type: 'string', default: '1000000' }, folder: { type: 'string' } },
  });
  const sessions = numberOption('sessions', values.sessions, { min: 1_000, max: 10_000_000 });
  return { sessions: sessions - (sessions % 1_000), folder: values.folder };
};

const exportSessions = async (stop: AbortSignal): Promise<number> => {
  const { sessions, folder } = readOptions();
  const scratch = scratchStore(undefined, folder);
  const databaseUrl = scratch.databaseUrl('exported');
  const beganAt = performance.now();
  await fillSessions(databaseUrl, sessions, (stored) => {
    stop.throwIfAborted();
    if (stored % (sessions / 20) === 0) console.log(`${formatInteger(stored)} sessions stored`);
  });
  const seconds = (performance.now() - beganAt) / 1_000;
  console.log(`${scratch.description}; filled in ${formatInteger(seconds)} s\n`);
  const server = await DwellServer.start({ databaseUrl, logLevel: 'fatal' });
  try {
    const outcomes = [
      await exportAll(server, 'csv', sessions, stop),
      await exportAll(server, 'ndjson', sessions, stop),
      await leaveMidway(server, stop),
    ];
    const passed = outcomes.every(Boolean);
    console.log(passed ? '\nPASS' : '\nFAIL');
    return passed ? 0 : 1;
  } finally {
    await server.stop();
    await scratch.drop();
  }
};

await run(USAGE, exportSessions);
