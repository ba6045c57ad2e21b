/** One request to the web server, from a browser or a robot, with the status of its answer. */
interface Request {
  readonly address: string;
  readonly agent: string;
  /** When the request arrives, in epoch milliseconds. */
  readonly at: number;
  readonly call: string;
  readonly status: number;
  /** The path of the page that sends the request; undefined: the user typed the address. */
  readonly from: string | undefined;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Midnight in Paris; two hours later the clocks there go forward. */
const MIDNIGHT = Date.UTC(2026, 2, 28, 23);
const CLOCKS_CHANGE = Date.UTC(2026, 2, 29, 1);

/** The log begins about this long before {@link MIDNIGHT}. Its lines that are not pings end this long after it. */
const HALF_MS = 30 * HOUR;

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
const SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.4 Safari/605.1.15';
const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/123.0.0.0 Safari/537.36';
const PHONE = 'Mozilla/5.0 (Linux; Android 14; Mobile; rv:124.0) Gecko/124.0 Firefox/124.0';
const BOT = 'Mozilla/5.0 (compatible; ExampleBot/2.1; +https://bot.example)';

/** Address and agent of each device. Some devices share an address. */
const DEVICES: readonly (readonly [address: string, agent: string])[] = [
  ['192.0.2.10', CHROME],
  ['192.0.2.10', FIREFOX],
  ['192.0.2.11', SAFARI],
  ['192.0.2.12', CHROME],
  ['192.0.2.12', PHONE],
  ['198.51.100.7', FIREFOX],
  ['198.51.100.8', PHONE],
  ['198.51.100.9', CHROME],
  ['2001:db8::51', SAFARI],
  ['2001:db8::52', FIREFOX],
];

const PAGES = [
  '/',
  '/orders',
  '/orders?tab=open',
  '/orders?tab=late',
  '/orders/17',
  '/stock',
  '/stock?tab=map',
  '/help',
];

/** The time between two requests of a visit, in milliseconds. Some are exactly as long as a limit of the accounting. */
const GAPS: readonly (readonly [shortest: number, longest: number])[] = [
  [0, 900],
  [900, 20_000],
  [900, 20_000],
  [20_000, 110_000],
  [20_000, 110_000],
  [110_000, 290_000],
  [60_000, 60_000],
  [120_000, 120_000],
  [299_000, 301_000],
];

/** Returns numbers in [0, 1) that look random and are the same in each run (the generator "mulberry32"). */
const seededRandom = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};

/**
 * Generates a web server's log: the lines of `count` requests that count as pings, and between them lines of a robot,
 * of images and of failures. Each line is in the "combined" format with the request's duration in seconds at its end.
 * The server is in Paris, in the night in which the clocks go forward. It writes a line when a request is done, so the
 * lines are not in the order in which the requests arrived.
 */
export const generateLog = (count: number, seed = 15): string[] => {
  const random = seededRandom(seed);
  const between = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
  const choose = <T>(items: readonly [T, ...T[]] | readonly T[]): T =>
    items[between(0, items.length - 1)] as T;

  /** Returns the requests of one visit, which begins at `at`. */
  const visit = (address: string, agent: string, at: number): Request[] => {
    const requests: Request[] = [];
    let [page, from]: [string, string | undefined] = [choose(PAGES), undefined];
    const request = (call: string, sender: string | undefined, status = 200) =>
      requests.push({ address, agent, at, call, status, from: sender });
    for (let left = between(3, 40); left > 0; left--) {
      request(`GET ${page}`, from, choose([200, 200, 200, 304]));
      // Some requests have no referer, as if they were the first of a second browser tab.
      from = random() < 0.04 ? undefined : page;
      at += between(...choose(GAPS));
      const chance = random();
      if (chance < 0.2) request('POST /alive', page, 204);
      else if (chance < 0.3) request('POST /hidden', page, 204);
      else if (chance < 0.4) request('POST /leave', page, 204);
      if (chance < 0.4) at += between(...choose(GAPS));
      if (random() < 0.7) page = choose(PAGES);
    }
    request('POST /leave', page, 204);
    return requests;
  };

  const pings: Request[] = [];
  const [first, ...others] = DEVICES;
  // Visits across midnight and across the change of the clocks.
  if (first) for (const at of [MIDNIGHT, CLOCKS_CHANGE]) pings.push(...visit(...first, at - 5 * MINUTE));
  const nextVisit = new Map(
    [...others, ...(first ? [first] : [])].map((device) => [device, MIDNIGHT - HALF_MS]),
  );
  while (pings.length < count) {
    for (const [device, earliest] of nextVisit) {
      const [address, agent] = device;
      const begin = earliest + between(0, 4 * HOUR);
      const requests = visit(address, agent, begin);
      nextVisit.set(device, (requests.at(-1)?.at ?? begin) + between(1, 30) * MINUTE);
      if (pings.length < count) pings.push(...requests);
    }
  }
  const noise = Array.from({ length: count / 10 }, (_, n): Request => {
    const at = MIDNIGHT - HALF_MS + between(0, 2 * HALF_MS);
    const [address, agent] = choose(DEVICES);
    if (n % 3 === 0)
      return { address: '203.0.113.5', agent: BOT, at, call: 'GET /orders', status: 200, from: undefined };
    if (n % 3 === 1) return { address, agent, at, call: 'GET /logo.png', status: 200, from: '/orders' };
    return { address, agent, at, call: 'GET /missing', status: 404, from: '/help' };
  });
  return [...pings.slice(0, count), ...noise]
    .map((request) => ({ ...request, durationMs: between(1, 1_500) }))
    .sort((a, b) => a.at + a.durationMs - (b.at + b.durationMs))
    .map(({ address, agent, at, durationMs, call, status, from }) => {
      const referer = from === undefined ? '-' : `https://app.example${from}`;
      const time = logTime(at + durationMs);
      const seconds = (durationMs / 1000).toFixed(3);
      return `${address} - - [${time}] "${call} HTTP/1.1" ${status} ${between(80, 9_000)} "${referer}" "${agent}" ${seconds}`;
    });
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr'];

/** Returns a time as the log of a server in Paris has it: `29/Mar/2026:03:00:02 +0200`. */
const logTime = (at: number): string => {
  const offset = at < CLOCKS_CHANGE ? 1 : 2;
  const local = new Date(at + offset * HOUR);
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${two(local.getUTCDate())}/${MONTHS[local.getUTCMonth()]}/${local.getUTCFullYear()}`;
  return `${date}:${local.toISOString().slice(11, 19)} +0${offset}00`;
};
