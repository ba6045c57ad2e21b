import { MAX_PATHS_PER_SESSION, type Path } from '@dwell/shared';
import { byApiKey, usernames } from './keepalives.js';
import { growSession } from './prepare.js';
import { againstBar, measure, ratioOf, resultRows } from '../load/rounds.js';
import { conclude, type Ingest, keepalivesOf, overHttp, PATHS, startDwell } from './contenders.js';

/** The share of the throughput that one session with many paths and a long trail may cost, from 0 to 1. */
const LARGEST_SLOWDOWN = 0.1;

export const compareWithLargeSession = async (ingest: Ingest): Promise<number> => {
  const { options, report } = ingest;
  const without = await startDwell(ingest, 'without');
  const among = await startDwell(ingest, 'among');
  const [large = ''] = usernames(1);
  const tabs = Array.from({ length: MAX_PATHS_PER_SESSION - PATHS.length }, (_, n): Path => [
    '/many',
    `${n}`,
  ]);
  const { paths, stretches } = await growSession(among, large, [...PATHS, ...tabs]);
  report.paragraph(`The large session: ${paths} paths, a trail of ${stretches} stretches`);
  const results = await measure(
    [
      overHttp(ingest, 'without it', without, keepalivesOf(options), byApiKey(without.reporterKey)),
      overHttp(ingest, 'with it among them', among, keepalivesOf(options), byApiKey(among.reporterKey)),
    ],
    options,
  );
  report.table(resultRows(results));
  const ratio = ratioOf(results[1], results[0]);
  report.item(`ratio ${againstBar(ratio, 1 - LARGEST_SLOWDOWN)}`);
  return conclude(ingest, results, [without, among], [], ratio >= 1 - LARGEST_SLOWDOWN);
};
