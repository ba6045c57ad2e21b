import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DwellServer, formatInteger, scratchFolder } from '@dwell/programs';
import { AnswerLog } from '../hammer/answer-log.js';
import type { HammerClient } from '../hammer/hammer-client.js';
import { describeInspection, inspect, isSound } from '../hammer/inspection.js';
import { visiblePing } from '../hammer/pings.js';
import { hammerAll, makeClients } from '../hammer/team.js';
import { untilReadiness } from './readiness.js';

const BEFORE_MS = 2_000;
const AWAY_MS = 1_000;

/**
 * After the loss of files, the server must say within this time that it is not ready. After the files are back, it must
 * be ready within this time.
 */
const NOTICED_MS = 5_000;

const SUFFIXES = ['', '-wal', '-shm'];

/** What is done to the files under the server, and what the operator does afterwards. */
interface Loss {
  readonly name: string;
  readonly lose: (file: string) => void;
  /** Puts the files back while the server runs. */
  readonly putBack?: (file: string) => void;
  /** Repairs the file after the server has ended. */
  readonly repair?: (file: string) => void;
}

const remove = (file: string, suffixes: readonly string[]): void => {
  for (const suffix of suffixes) rmSync(file + suffix);
};

const move = (from: string, to: string): void => {
  for (const suffix of SUFFIXES) renameSync(from + suffix, to + suffix);
};

const useRescued = (file: string): void => {
  renameSync(`${file}-rescued`, file);
};

const LOSSES: readonly Loss[] = [
  {
    name: 'the file is deleted',
    lose: (file) => {
      remove(file, ['']);
    },
    repair: useRescued,
  },
  {
    name: 'the file and its log are deleted',
    lose: (file) => {
      remove(file, SUFFIXES);
    },
    repair: useRescued,
  },
  {
    name: 'the log is deleted',
    lose: (file) => {
      remove(file, ['-wal']);
    },
  },
  {
    name: 'the files are moved away and put back',
    lose: (file) => {
      move(file, `${file}-away`);
    },
    putBack: (file) => {
      move(`${file}-away`, file);
    },
  },
];

/**
 * Takes the database's files away under load. Resolves to whether the server noticed it in time, and everything that
 * was acknowledged was there in the end.
 */
export const loseFiles = async (clients: number): Promise<boolean> => {
  let sound = true;
  for (const loss of LOSSES) sound = (await lose(loss, clients)) && sound;
  return sound;
};

const lose = async ({ name, lose, putBack, repair }: Loss, clients: number): Promise<boolean> => {
  const folder = scratchFolder();
  const file = join(folder, 'dwell.db');
  const databaseUrl = `file:${file}`;
  const team = makeClients(clients, visiblePing);
  const since = Math.floor(Date.now() / 1000);
  const log = new AnswerLog<DwellServer, HammerClient>();
  const end = new AbortController();
  let server = await DwellServer.start({ databaseUrl, logLevel: 'fatal' });
  try {
    const hammered = hammerAll(team, [server], end.signal, (answer) => {
      log.note(answer);
    });
    await wait(BEFORE_MS);
    const lostAt = performance.now();
    lose(file);
    const noticedMs = (await untilReadiness(server, 503, NOTICED_MS)) - lostAt;
    await wait(AWAY_MS);
    const backAt = performance.now();
    putBack?.(file);
    const readyMs = putBack && (await untilReadiness(server, 200, NOTICED_MS)) - backAt;
    if (putBack) await wait(AWAY_MS);
    end.abort();
    await hammered;
    const stopMs = await timed(() => server.stop());
    console.log(
      `  ${name}: not ready after ${formatInteger(noticedMs)} ms; SIGTERM took ${formatInteger(stopMs)} ms`,
    );
    console.log(`    before: ${log.describe(0, lostAt)}; then: ${log.describe(lostAt, backAt)}`);
    if (readyMs !== undefined) {
      console.log(
        `    put back: ready after ${formatInteger(readyMs)} ms; ${log.describe(backAt, Infinity)}`,
      );
    }
    console.log(`    files: ${readdirSync(folder).join(', ')}`);
    repair?.(file);
    const startMs = await timed(async () => {
      server = await DwellServer.start({ databaseUrl, logLevel: 'fatal' });
    });
    const inspection = await inspect(server, team, { since, alwaysVisible: () => true });
    console.log(`    started in ${formatInteger(startMs)} ms: ${describeInspection(inspection)}`);
    return (
      isSound(inspection) && noticedMs <= NOTICED_MS && (readyMs ?? 0) <= NOTICED_MS && log.unexpected === 0
    );
  } finally {
    await server.stop();
  }
};

const timed = async (act: () => Promise<void>): Promise<number> => {
  const began = performance.now();
  await act();
  return performance.now() - began;
};
