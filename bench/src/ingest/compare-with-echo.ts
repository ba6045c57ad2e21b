import { fileURLToPath } from 'node:url';
import { ChildServer, median, SERVER_NODE_ARGS } from '@dwell/programs';
import { againstBar, measure, ratiosByRound, type Result, resultRows } from '../load/rounds.js';
import { describeSpread } from '../load/spread.js';
import type { Report } from '../report/report.js';
import { conclude, type Ingest, keepalivesOf, overHttp, startDwell } from './contenders.js';
import { byApiKey, usernames } from './keepalives.js';
import { byToken, TOKEN_SECRET } from './tokens.js';

const ECHO = fileURLToPath(new URL('./echo-server.js', import.meta.url));

/** The least request rates of the API that are accepted, as parts of the rate of the echo server. */
const API_KEY_BAR = 0.55;
const TOKEN_BAR = 0.5;
const PAGE_ID_BAR = 0.5;

/** The p99 of the response times may be at most this many times their p50. */
const LONGEST_P99 = 2.5;

/**
 * Compares the API with a server that only echoes keepalives. The API is measured with an API key, with a token for
 * each user, and with page_id.
 */
export const compareWithEcho = async (ingest: Ingest): Promise<number> => {
  const { options, report } = ingest;
  const tokens = byToken(usernames(options.sessions));
  const echo = await ChildServer.start({
    name: 'The echo server',
    script: ECHO,
    nodeArgs: SERVER_NODE_ARGS,
  });
  const plain = await startDwell(ingest, 'plain');
  const jwt = await startDwell(ingest, 'jwt', { credentials: tokens, env: { JWT_SECRET: TOKEN_SECRET } });
  const paged = await startDwell(ingest, 'paged');
  const keepalives = keepalivesOf(options);
  const [base, ...dwells] = await measure(
    [
      overHttp(ingest, 'Fastify echo', echo, keepalives, byApiKey('none')),
      overHttp(ingest, 'Dwell, API key', plain, keepalives, byApiKey(plain.reporterKey)),
      overHttp(ingest, 'Dwell, a JWT for each user', jwt, keepalives, tokens),
      overHttp(
        ingest,
        'Dwell, API key, page_id',
        paged,
        keepalivesOf(options, true),
        byApiKey(paged.reporterKey),
      ),
    ],
    options,
  );
  if (!base) throw new Error('The echo was not measured');
  const results = [base, ...dwells];
  report.table(resultRows(results));
  const bars = [API_KEY_BAR, TOKEN_BAR, PAGE_ID_BAR];
  const isMet = dwells.map((result, index) => reportBeside(report, result, base, bars[index] ?? NaN));
  return conclude(ingest, results, [plain, jwt, paged], [echo], isMet.every(Boolean));
};

/** Reports a server's figures beside those of the echo. Returns whether they meet their bars. */
const reportBeside = (report: Report, result: Result, base: Result, bar: number): boolean => {
  const ratios = ratiosByRound(result, base);
  const { p50, p99 } = result.median;
  const tail = p99 / p50;
  report.item(
    `${result.contender.name}: rate ÷ echo ${describeSpread(ratios, 2)}, median ${againstBar(median(ratios), bar)}; ` +
      `p99 ÷ p50 ${againstBar(tail, LONGEST_P99, tail <= LONGEST_P99)}`,
  );
  return median(ratios) >= bar && tail <= LONGEST_P99;
};
