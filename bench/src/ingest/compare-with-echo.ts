import { fileURLToPath } from 'node:url';
import { ChildServer } from '@dwell/programs';
import { againstBar, describeResults, measure, ratioOf } from '../load/rounds.js';
import { conclude, type Ingest, keepalivesOf, overHttp, startDwell } from './contenders.js';

const ECHO = fileURLToPath(new URL('./echo-server.js', import.meta.url));
const RATIO_BAR = 0.35;

export const compareWithEcho = async (ingest: Ingest): Promise<number> => {
  const { options } = ingest;
  const echo = await ChildServer.start({ name: 'The echo server', script: ECHO });
  const plain = await startDwell(ingest, 'plain');
  const paged = await startDwell(ingest, 'paged');
  const results = await measure(
    [
      overHttp(ingest, 'Fastify echo', { url: echo.url, reporterKey: 'none' }, keepalivesOf(options)),
      overHttp(ingest, 'Dwell', plain, keepalivesOf(options)),
      overHttp(ingest, 'Dwell, with page_id', paged, keepalivesOf(options, true)),
    ],
    options,
  );
  console.log(describeResults(results));
  const [base, ...dwells] = results;
  const [ratio = NaN, pagedRatio = NaN] = dwells.map((result) => ratioOf(result, base));
  console.log(`\nratio ${againstBar(ratio, RATIO_BAR)}; with page_id ${pagedRatio.toFixed(2)}`);
  return conclude(results, [plain, paged], [echo]);
};
