import { fileURLToPath } from 'node:url';
import { ChildServer, SERVER_NODE_ARGS } from '@dwell/programs';
import { byApiKey, usernames } from './keepalives.js';
import { postForEach, withApiKey } from './prepare.js';
import type { LoadFigures } from '../load/load-generator.js';
import { againstBar, type Contender, measure, ratioOf, resultRows } from '../load/rounds.js';
import type { BareFigures, BareLoad } from './bare-driver.js';
import { describeBatches, readCommits } from './batches.js';
import {
  conclude,
  type Ingest,
  KEEPALIVES_PER_STAY,
  keepalivesOf,
  overHttp,
  PATHS,
  startDwell,
} from './contenders.js';

const BARE_DRIVER = fileURLToPath(new URL('./bare-driver.js', import.meta.url));
const RATIO_BAR = 0.6;

/** Compares the API on MongoDB with bulk writes of the bare driver, which update copies of the API's sessions. */
export const compareWithDriver = async (ingest: Ingest): Promise<number> => {
  const { options, scratch, report } = ingest;
  const { sessions, connections, batch, atOnce } = options;
  const dwell = await startDwell(ingest, 'dwell');
  for (const path of PATHS) {
    await postForEach(withApiKey(dwell), 'keepalive', usernames(sessions), (username) => ({
      username,
      body: { visible: true, path },
    }));
  }
  const bare = await ChildServer.start({
    name: 'The bare driver',
    script: BARE_DRIVER,
    nodeArgs: SERVER_NODE_ARGS,
    args: [scratch.databaseUrl('dwell'), scratch.databaseUrl('bare')],
  });
  report.paragraph(
    `Bare driver: unordered bulk writes of ${batch} guarded updates, ${atOnce} under way at once; copies of the ` +
      `sessions that Dwell made, with the same indexes, on the same server; figures of updates and of whole bulk writes. ` +
      `Dwell: keepalives over HTTP, authenticated, ${connections} connections, answered after their commit.`,
  );
  const before = await readCommits(scratch.databaseUrl('dwell'));
  const results = await measure(
    [
      bareContender(bare, options),
      overHttp(ingest, 'Dwell', dwell, keepalivesOf(options), byApiKey(dwell.reporterKey)),
    ],
    options,
  );
  report.table(resultRows(results));
  report.item(describeBatches(before, await readCommits(scratch.databaseUrl('dwell'))));
  const ratio = ratioOf(results[1], results[0]);
  report.item(`ratio ${againstBar(ratio, RATIO_BAR)}`);
  return conclude(ingest, results, [dwell], [bare], ratio >= RATIO_BAR);
};

const bareContender = (
  { url }: ChildServer,
  { batch, atOnce }: Pick<Ingest['options'], 'batch' | 'atOnce'>,
): Contender => ({
  name: 'Bare driver',
  run: async (seconds): Promise<LoadFigures> => {
    const load: BareLoad = { seconds, batchSize: batch, atOnce, perStay: KEEPALIVES_PER_STAY };
    const answer = await fetch(`${url}/run`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(load),
    });
    if (!answer.ok) throw new Error(`The bare driver failed: ${await answer.text()}`);
    const { updatesPerSecond, p50, p99, missed } = (await answer.json()) as BareFigures;
    return { requestsPerSecond: updatesPerSecond, p50, p99, failures: missed };
  },
});
