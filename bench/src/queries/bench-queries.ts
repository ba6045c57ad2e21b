import { DwellServer, formatInteger } from '@dwell/programs';
import { type DataSet, openDataSet } from './data/data-set.js';
import { ApiClient } from './measure/api-client.js';
import { checkSums } from './measure/check-sums.js';
import { measureKeepalivesBeside } from './measure/keepalives-beside.js';
import { LiveUsers } from './measure/live-users.js';
import { listQueries, type Query, statisticQueries } from './measure/queries.js';
import { againstBar } from '../load/rounds.js';
import { describeMachine } from '../report/machine.js';
import type { Bench, Report } from '../report/report.js';
import { misses, processorRows, timingRows } from './measure/tables.js';
import { measureQueries } from './measure/timing.js';
import { type QueriesOptions, readQueriesOptions } from './options.js';

/**
 * The bars: the longest p95 that the queries of each kind may have, in milliseconds. For lists and statistics it may be
 * twice as long if there are more than {@link MANY_SESSIONS} sessions.
 */
const BARS = { lists: 20, statistics: 100, year: 500 };
const MANY_SESSIONS = 1_000_000;
const BAR_KEEPALIVE_RATIO = 2;
const BAR_KB = 1.6;

const MOST_LIVE_USERS = 500;
const KEEPALIVE_CONNECTIONS = 64;
const YEAR = 365;

/** Of the queries that miss a bar, the program names at most this many, the slowest first. */
const MOST_SLOW = 15;

export const benchQueries: Bench = async (args, report, stop) => {
  stop.addEventListener('abort', () => process.exit(130));
  const options = readQueriesOptions(args);
  const dataSet = await openDataSet(options);
  const server = await DwellServer.start({ databaseUrl: dataSet.databaseUrl, logLevel: 'warn' });
  const reader = new ApiClient(server.url, server.analystKey, 1);
  try {
    const differences = await checkSums(reader, dataSet.expectations);
    report.item(
      `${dataSet.expectations.length} summaries compared with an independent count: ${differences.length} differences`,
    );
    for (const difference of differences.slice(0, 20)) report.item(difference);
    const missed = options.fillOnly ? 0 : await measureAll(report, options, dataSet, server, reader);
    return differences.length + missed === 0 ? 0 : 1;
  } finally {
    reader.close();
    await server.stop();
  }
};

/** Measures, reports the tables, and resolves to how many figures miss their bars. */
const measureAll = async (
  report: Report,
  options: QueriesOptions,
  dataSet: DataSet,
  server: DwellServer,
  reader: ApiClient,
): Promise<number> => {
  const { size } = dataSet;
  const reporter = new ApiClient(server.url, server.reporterKey, KEEPALIVE_CONNECTIONS);
  const users = new LiveUsers(reporter, Math.min(MOST_LIVE_USERS, size.users), size.views);
  await users.start();
  report.paragraph(describe(options, dataSet));
  const factor = size.sessions > MANY_SESSIONS ? 2 : 1;
  const chosen = ({ row, column }: Query): boolean => `${row}, ${column}`.includes(options.only);
  let missed = 0;
  const measure = async (title: string, list: readonly Query[], bar: number): Promise<void> => {
    const timings = await measureQueries(reader, size, list.filter(chosen), options, () =>
      server.cpuSeconds(),
    );
    if (timings.length === 0) return;
    const slow = misses(timings, bar);
    missed += slow.length;
    report.paragraph(`${title}: p50 / p95 in ms; bold: p95 above ${formatInteger(bar)} ms`);
    report.table(timingRows(timings, bar));
    report.paragraph(`${title}: processor time in ms`);
    report.table(processorRows(timings));
    for (const miss of slow.slice(0, MOST_SLOW)) report.item(miss);
    report.item(`${slow.length} of ${timings.length} miss the bar`);
  };
  await measure('Pages of 50 sessions', listQueries(reader), BARS.lists * factor);
  await measure('Statistics of 30 days', statisticQueries(30), BARS.statistics * factor);
  if (size.days >= YEAR) await measure('Statistics of a year', statisticQueries(YEAR), BARS.year);
  const { aloneP99, besideP99 } = await measureKeepalivesBeside(users, reader, size, [
    ...listQueries(reader),
    ...statisticQueries(30),
  ]);
  const ratio = besideP99 / aloneP99;
  const kilobytes = (dataSet.bytes ?? NaN) / size.sessions / 1000;
  report.item(
    `p99 of keepalives: ${aloneP99.toFixed(1)} ms alone, ${besideP99.toFixed(1)} ms beside the queries: ` +
      againstBar(ratio, BAR_KEEPALIVE_RATIO, ratio <= BAR_KEEPALIVE_RATIO),
  );
  report.item(`KB on disk a session: ${againstBar(kilobytes, BAR_KB, kilobytes <= BAR_KB)}`);
  report.item(`memory of the server (RSS): ${(await server.residentMb()).toFixed(0)} MB`);
  users.stop();
  reporter.close();
  return missed + Number(ratio > BAR_KEEPALIVE_RATIO) + Number(kilobytes > BAR_KB);
};

const describe = ({ mongoServer }: QueriesOptions, { size, fillSeconds }: DataSet): string =>
  `${formatInteger(size.sessions)} sessions of ${formatInteger(size.users)} users over ${size.days} days, ` +
  `${size.views} views with 3 tabs, ${mongoServer === undefined ? 'SQLite' : 'MongoDB'}; ` +
  `${describeMachine()}; ` +
  `filled at ${formatInteger(size.sessions / fillSeconds)} sessions a second`;
