/** A request of a log that says that a user is on a path. */
export interface LoggedPing {
  /** The address of the request. */
  readonly user: string;
  /** The agent of the request. */
  readonly client: string;
  /** When the request arrived, in epoch milliseconds. */
  readonly at: number;
  readonly kind: 'keepalive' | 'session-hide';
  readonly visible: boolean;
  readonly view: string;
  readonly tab: string | undefined;
  /** The loaded document that sent it; undefined for devices that report without page_id. */
  readonly page: string | undefined;
}

const LINE =
  /^(?<address>\S+) \S+ \S+ \[(?<time>[^\]]+)\] "(?<method>\w+) (?<target>\S+) [^"]*" (?<status>\d+) \d+ "(?<referer>[^"]*)" "(?<agent>[^"]*)" (?<seconds>[\d.]+)$/;

const CALLS: Readonly<Record<string, Pick<LoggedPing, 'kind' | 'visible'>>> = {
  '/alive': { kind: 'keepalive', visible: true },
  '/hidden': { kind: 'keepalive', visible: false },
  '/leave': { kind: 'session-hide', visible: false },
};

/**
 * Reads a log in the "combined" format, with each request's duration at the end of its line. Returns its pings in the
 * order in which they arrived, without the requests of bots, those for images and those that failed. A GET is a visible
 * keepalive on the page that it loads. The other pings are on the page that is their referer. On devices with Firefox
 * each loaded document has an id: a request belongs to the newest of the documents that now show its referer. If none
 * shows it, or there is no referer, the request loads a new document.
 */
export const readLog = (lines: readonly string[]): LoggedPing[] => {
  const requests = lines.map(readLine).filter((request) => isOfUser(request));
  const inOrder = requests.toSorted((a, b) => a.at - b.at);
  /** By device: its documents, and the path that each shows. */
  const documents = new Map<string, Map<string, string>>();
  return inOrder.map(({ address, agent, at, method, target, from }): LoggedPing => {
    const shown = method === 'GET' ? target : (from ?? '/');
    const [view = '', tab] = shown.split('?tab=');
    const call = method === 'GET' ? { kind: 'keepalive' as const, visible: true } : CALLS[target];
    if (!call) throw new Error(`The log has a request that is no ping: ${target}`);
    const ping = { user: address, client: agent, at, ...call, view, tab };
    if (!agent.includes('Firefox')) return { ...ping, page: undefined };
    const device = `${address} ${agent}`;
    const known = documents.get(device) ?? new Map<string, string>();
    documents.set(device, known);
    const sender = [...known].findLast(([, path]) => path === from)?.[0];
    const page = sender ?? `document ${known.size + 1}`;
    known.set(page, shown);
    return { ...ping, page };
  });
};

const readLine = (line: string) => {
  const {
    address = '',
    time = '',
    method = '',
    target = '',
    status = '',
    referer = '',
    agent = '',
    seconds = '',
  } = LINE.exec(line)?.groups ?? {};
  if (!address) throw new Error(`Not a line of a log: ${line}`);
  return {
    address,
    agent,
    method,
    target,
    status: Number(status),
    // The server writes the line when the request is done.
    at: readTime(time) - Math.round(Number(seconds) * 1000),
    from: referer === '-' ? undefined : referer.replace('https://app.example', ''),
  };
};

const isOfUser = ({ agent, target, status }: ReturnType<typeof readLine>): boolean =>
  status < 400 && !agent.includes('bot') && !agent.includes('Bot') && !target.endsWith('.png');

/** Reads `29/Mar/2026:03:00:02 +0200` as epoch milliseconds. */
const readTime = (time: string): number => {
  const [, day, month, year, clock, zone] = /^(\d+)\/(\w+)\/(\d+):(\S+) (\S+)$/.exec(time) ?? [];
  return Date.parse(`${day} ${month} ${year} ${clock} ${zone}`);
};
