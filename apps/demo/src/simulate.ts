import { parseArgs } from 'node:util';
import { createPeople, mergeByTime, pingsOf, play, Reporter, ReportingError } from '@dwell/simulation';
import { formatInteger, numberOption, quantile, run, UsageError } from '@dwell/programs';

const USAGE =
  'npm run simulate -- --key dwell_… [--url http://127.0.0.1:3000] [--users 20] [--minutes M] [--speed 1] [--seed s]\n' +
  'The key: an API key of role reporter that is bound to no user. Without --minutes it runs until Ctrl+C.';

const STATUS_EVERY_MS = 5_000;
/**
 * The keepalive interval of the simulated pages. The server's setting may differ: the server accepts any interval
 * below its alive duration.
 */
const KEEPALIVE_INTERVAL_MS = 60_000;

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      users: { type: 'string', default: '20' },
      url: { type: 'string', default: 'http://127.0.0.1:3000' },
      key: { type: 'string' },
      minutes: { type: 'string' },
      speed: { type: 'string', default: '1' },
      seed: { type: 'string', default: 'dwell' },
    },
  });
  const { url, key, minutes, seed } = values;
  if (key === undefined) throw new UsageError('--key is missing');
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw new UsageError(`--url must be as http://127.0.0.1:3000, not "${url}"`);
  }
  return {
    url,
    key,
    seed,
    users: numberOption('users', values.users, { min: 1, max: 20_000 }),
    speed: numberOption('speed', values.speed, { min: 0.1, max: 1_000, whole: false }),
    minutes:
      minutes === undefined
        ? Infinity
        : numberOption('minutes', minutes, { min: 0.05, max: 30_000, whole: false }),
  };
};

const simulate = async (stop: AbortSignal): Promise<number> => {
  const { url, key, users, minutes, speed, seed } = readOptions();
  const reporter = new Reporter({ url, apiKey: key, keepaliveIntervalMs: KEEPALIVE_INTERVAL_MS, speed });
  const people = createPeople(users);
  await reporter.connect(people[0]?.username ?? seed);

  console.log(
    `${users} users report to ${url}${speed === 1 ? '' : `, ${speed} times as fast as they live`}.`,
  );
  const from = Date.now();
  const options = {
    seed,
    utcOffsetMinutes: 0,
    keepaliveIntervalMs: KEEPALIVE_INTERVAL_MS,
    presence: 'always',
  } as const;
  const pings = mergeByTime(people.map((person) => pingsOf(person, from, options)));
  const status = setInterval(() => {
    console.log(statusOf(reporter));
  }, STATUS_EVERY_MS);
  try {
    const signal = Number.isFinite(minutes)
      ? AbortSignal.any([stop, AbortSignal.timeout(minutes * 60_000)])
      : stop;
    await play(pings, { from, speed, signal, send: (ping) => reporter.send(ping) });
  } finally {
    clearInterval(status);
    console.log(summaryOf(reporter, (Date.now() - from) / 1000));
  }
  return 0;
};

let answeredBefore = 0;

/**
 * Formats a status line: rate and answer times since the previous line, failures since the start of the program.
 * Empties `answerTimes`.
 */
const statusOf = ({ counts, answerTimes, lastProblem }: Reporter): string => {
  const answered = counts.answered - answeredBefore;
  answeredBefore = counts.answered;
  const times = answerTimes.splice(0);
  const latency =
    times.length > 0
      ? `, p50 ${quantile(times, 0.5).toFixed(0)} ms, p99 ${quantile(times, 0.99).toFixed(0)} ms`
      : '';
  const trouble =
    counts.failed + counts.rejected > 0
      ? ` | ${counts.failed} failed, ${counts.rejected} rejected, ${counts.heldBack} held back; last: ${lastProblem ?? 'none'}`
      : '';
  const clock = new Date().toISOString().slice(11, 19);
  return `${clock}  ${formatInteger(answered / (STATUS_EVERY_MS / 1000))} keepalives/s${latency}${trouble}`;
};

const summaryOf = ({ counts, lastProblem }: Reporter, seconds: number): string =>
  [
    `\nIn ${formatInteger(seconds)} s: ${formatInteger(counts.answered)} keepalives answered, ${formatInteger(counts.sessionsStarted)} sessions started,`,
    `${formatInteger(counts.failed)} failed, ${formatInteger(counts.rejected)} rejected, ${formatInteger(counts.heldBack)} held back.`,
    ...(lastProblem === undefined ? [] : [`The last problem: ${lastProblem}`]),
  ].join('\n');

await run(USAGE, simulate, (error) => (error instanceof ReportingError ? error.message : error));
