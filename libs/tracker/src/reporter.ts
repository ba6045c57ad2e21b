import { silenceAfter } from './backoff.js';
import type { Path, TrackerOptions } from './tracker-options.js';

/** Seconds between two keepalives where neither the options nor the server say. */
const DEFAULT_INTERVAL = 60;

/** An answer that takes longer is given up, in milliseconds. */
const ANSWER_WITHIN_MS = 30_000;

/** Longer measures are refused by the server, in milliseconds. */
const MAX_ELAPSED_MS = 86_400_000;

/** Names this document to the server. */
const PAGE_ID = Math.random().toString(36);

/** How things are on the page. */
export interface PageState {
  visible: boolean;
  path: Path;
  /** For how long the page has been visible and awake, in all. */
  awakeMs: number;
  stopped: boolean;
}

export interface Reporter {
  /** Reports `page` where the server does not know it yet or a keepalive is due. After a failure it waits, unless it is urgent. */
  update(now: number, isUrgent: boolean): void;
  /** Reports at once that the page is out of sight: it may have no later chance to. */
  leave(): void;
}

/**
 * Tells the server how things are on `page`: never what was, so nothing is queued and nothing is sent twice. One request
 * is under way at a time, but a leave overtakes it. `onSettled` is told whenever another one may go.
 */
export const createReporter = (
  page: Readonly<PageState>,
  { url = '', interval, headers, credentials = 'include', clientId, consent }: TrackerOptions,
  onSettled: () => void,
): Reporter => {
  let isStarted = false;
  /** Whether the session knows this page as visible. */
  let isSeen = false;
  /** What the server was told last; undefined where that is in doubt. */
  let told: string | undefined;
  /** Of page.awakeMs, what the last answered ping has told. */
  let answeredMs = 0;
  let inFlight = 0;
  let failures = 0;
  let intervalMs = 1000 * (interval ?? DEFAULT_INTERVAL);
  /** When the next keepalive goes out; after a failure, when the next try may. */
  let due = 0;

  const describe = (): string => JSON.stringify(page.visible && page.path);

  const post = (call: string, body?: object): Promise<Response> =>
    fetch(`${url}/api/v2/${call}`, {
      method: 'POST',
      keepalive: true,
      credentials,
      // Without a content type of ours it is text/plain, which needs no preflight on another origin.
      headers: headers && { 'Content-Type': 'application/json', ...headers() },
      body: JSON.stringify({ ...body, client_id: clientId, page_id: PAGE_ID }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });

  const start = async (): Promise<Response> => {
    const answer = await post('sessionstart');
    isStarted = answer.ok;
    const wanted = Number(answer.headers.get('Dwell-Keepalive-Interval'));
    if (wanted && !interval) intervalMs = wanted * 1000;
    return answer;
  };

  const ping = async (): Promise<Response> => {
    const { visible, path, awakeMs } = page;
    const call = visible || !isSeen ? 'keepalive' : 'session-hide';
    told = describe();
    isSeen ||= visible;
    const elapsed_ms = Math.min(awakeMs - answeredMs, MAX_ELAPSED_MS);
    const answer = await post(call, { visible, path, elapsed_ms });
    if (answer.ok) answeredMs = awakeMs;
    return answer;
  };

  /** Starts a session where there is none, and pings; once more where the session turns out to have ended. */
  const send = async (isSecondTry?: boolean): Promise<Response> => {
    if (!isStarted) {
      const answer = await start();
      if (!isStarted || page.stopped) return answer;
    }
    const answer = await ping();
    if (!answer.ok && /Session Not Valid/.test(await answer.text())) {
      isStarted = isSeen = false;
      // A page that is left starts no session.
      if (page.visible && !isSecondTry) return send(true);
    }
    return answer;
  };

  const report = async (): Promise<void> => {
    if (consent && !consent()) return;
    const overtakes = inFlight++;
    // Offline, or no answer in time: then there is none.
    const answer = await send().catch(() => undefined);
    inFlight--;
    if (answer?.ok) failures = 0;
    else if (answer && answer.status < 500 && answer.status !== 429) failures = 1;
    else failures++;
    const silenceMs = silenceAfter(failures, intervalMs, Math.random(), answer?.headers.get('Retry-After'));
    due = performance.now() + silenceMs;
    // Which of two requests the server took last is not known.
    if (overtakes) told = undefined;
    onSettled();
  };

  return {
    update: (now, isUrgent) => {
      const isDue = now >= due || isUrgent;
      const isNews = describe() !== told || (page.visible && isDue);
      if (isNews && !inFlight && (isDue || !failures)) void report();
    },
    leave: () => {
      if (isSeen) void report();
    },
  };
};
