import { setTimeout as wait } from 'node:timers/promises';
import { type DwellServer, formatInteger } from '@dwell/programs';
import { RowCounter } from './row-counter.js';

/** The parts of an export after which the memory is measured. */
const MEASURED_AT = [0.1, 0.5, 1];
/** How much more memory the server may use at the later measurements than at the first, in MB. */
const MAX_GROWTH_MB = 50;

/** After its client has left, the server must stop its work within this time, in milliseconds. */
const MAX_AFTERWORK_MS = 1_000;
const SAMPLE_MS = 100;
/** The server counts as working if it uses at least this share of a processor. */
const WORKING = 0.2;
/** How long the server is watched after the client has left, in milliseconds. */
const WATCHED_MS = 4_000;

const download = async (server: DwellServer, format: string, signal: AbortSignal): Promise<Response> => {
  const authorization = `Bearer ${server.analystKey}`;
  const url = `${server.url}/api/v2/sessions?format=${format}`;
  const answer = await fetch(url, { headers: { authorization }, signal });
  if (!answer.ok || !answer.body) throw new Error(`The export answered ${answer.status}`);
  return answer;
};

/**
 * Exports all sessions and prints the memory of the server. Resolves to whether the file had all rows and the memory
 * grew by at most MAX_GROWTH_MB.
 */
export const exportAll = async (
  server: DwellServer,
  format: 'csv' | 'ndjson',
  sessions: number,
  stop: AbortSignal,
): Promise<boolean> => {
  const before = await server.residentMb();
  const beganAt = performance.now();
  const counter = new RowCounter(format === 'csv');
  const header = format === 'csv' ? 1 : 0;
  const memory: number[] = [];
  let bytes = 0;
  const { body } = await download(server, format, stop);
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    counter.add(chunk);
    const due = MEASURED_AT[memory.length];
    if (due !== undefined && counter.rows - header >= due * sessions) memory.push(await server.residentMb());
  }
  const seconds = (performance.now() - beganAt) / 1_000;
  const rows = counter.rows - header;
  const [first = NaN] = memory;
  console.log(
    `${format}: ${formatInteger(rows)} rows, ${formatInteger(bytes / 1e6)} MB in ${seconds.toFixed(1)} s ` +
      `(${formatInteger(rows / seconds)} rows/s); memory ${formatInteger(before)} MB before, ` +
      memory.map((mb, index) => `${formatInteger(mb)} MB at ${(MEASURED_AT[index] ?? 1) * 100} %`).join(', '),
  );
  return rows === sessions && memory.every((mb) => mb <= first + MAX_GROWTH_MB);
};

/**
 * Cancels an export after 2 s and prints how long the server goes on working. Resolves to whether this was at most
 * MAX_AFTERWORK_MS.
 */
export const leaveMidway = async (server: DwellServer, stop: AbortSignal): Promise<boolean> => {
  const leave = new AbortController();
  const { body } = await download(server, 'csv', AbortSignal.any([stop, leave.signal]));
  const reader = body?.getReader();
  const until = performance.now() + 2_000;
  const before = server.cpuSeconds();
  while (performance.now() < until) await reader?.read();
  const busy = (server.cpuSeconds() - before) / 2;
  leave.abort();
  const leftAt = performance.now();
  let lastWorkMs = 0;
  let used = server.cpuSeconds();
  while (performance.now() < leftAt + WATCHED_MS) {
    await wait(SAMPLE_MS);
    const now = server.cpuSeconds();
    if (now - used >= (WORKING * SAMPLE_MS) / 1_000) lastWorkMs = performance.now() - leftAt;
    used = now;
  }
  console.log(
    `A client leaves: the server used ${(busy * 100).toFixed(0)} % of a processor before, ` +
      `and worked on for ${formatInteger(lastWorkMs)} ms (steps of ${SAMPLE_MS} ms)`,
  );
  return lastWorkMs <= MAX_AFTERWORK_MS;
};
