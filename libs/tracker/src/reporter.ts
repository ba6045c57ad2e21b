import { silenceAfter } from './backoff.js';
import type { Path, TrackerOptions } from './tracker-options.js';

/** Seconds between two keepalives if neither the options nor the server set them. */
const DEFAULT_INTERVAL = 60;

/** The time after which a request without an answer is aborted, in milliseconds. */
const ANSWER_WITHIN_MS = 30_000;

/** The largest elapsed_ms that the server accepts. */
const MAX_ELAPSED_MS = 86_400_000;

/** Identifies this document in each request. */
const PAGE_ID = Math.random().toString(36);

/** The state of the page that is reported. */
export interface PageState {
  visible: boolean;
  path: Path;
  /** The total time for which the page has been visible and awake with the user's consent, in milliseconds. */
  awakeMs: number;
}

/**
 * Sends the page's state if it differs from what the server knows, or a keepalive is due; after a failure, only when
 * the wait is over.
 * @param isLeave the page became hidden: if the session has a ping of the visible page, sends the hidden state at once,
 *   since the page may never run again; otherwise sends nothing
 * @param isUrgent ends the wait after a failure, and makes a keepalive due
 * @param now the time of performance.now()
 */
export type Reporter = (isLeave: boolean, isUrgent: boolean, now: number) => void;

/**
 * Creates a function that reports the current state of `page`. It never reports an earlier state, so it queues nothing
 * and repeats no failed request. It sends one request at a time, except that a leave does not wait. After `ended` is
 * aborted it sends only a leave. Calls `onSettled` when the requests of a report are answered or have failed.
 */
export const createReporter = (
  page: Readonly<PageState>,
  { url = '', interval, headers, credentials = 'include', clientId }: TrackerOptions,
  ended: AbortSignal,
  onSettled: () => void,
): Reporter => {
  let isStarted = false;
  /** Whether the tracker has sent a ping of the visible page in this session. */
  let isSeen = false;
  /** The state that was sent last; undefined if the server may hold another state. */
  let sentState: string | undefined;
  /** The value of page.awakeMs in the last answered ping. */
  let answeredMs = 0;
  let inFlight = 0;
  let failures = 0;
  /** When the next keepalive is due, or the next try after a failure. Irrelevant while a request is in flight. */
  let due = 0;
  /** Set when something happens that must not wait until `due`. */
  let isUrged = false;
  // The option may come from an attribute. If it is not a number, this is NaN, which counts as not set.
  const ownInterval = Math.max(Number(interval), 0);
  let intervalSeconds = ownInterval || DEFAULT_INTERVAL;

  const stateOf = (): string => JSON.stringify(page.visible && page.path);

  const post = (call: string, body?: object): Promise<Response> =>
    fetch(`${url}/api/v2/${call}`, {
      method: 'POST',
      keepalive: true,
      credentials,
      referrer: '',
      // Without this header the content type is text/plain, which needs no preflight on another origin.
      headers: headers && { 'Content-Type': 'application/json', ...headers() },
      body: JSON.stringify({ ...body, client_id: clientId, page_id: PAGE_ID }),
      // Older browsers lack AbortSignal.timeout and use their own time limit.
      signal: AbortSignal.timeout?.(ANSWER_WITHIN_MS),
    });

  /**
   * Starts a session if there is none, then sends the state. If an earlier session turns out to have ended, does both
   * once more, unless the page is hidden.
   */
  const ping = async (): Promise<Response> => {
    const isNew = !isStarted;
    if (isNew) {
      const answer = await post('sessionstart');
      isStarted = answer.ok;
      if (!isStarted || ended.aborted) return answer;
      intervalSeconds =
        ownInterval || Number(answer.headers.get('Dwell-Keepalive-Interval')) || intervalSeconds;
    }
    const { visible, path, awakeMs } = page;
    const call = visible || !isSeen ? 'keepalive' : 'session-hide';
    sentState = stateOf();
    isSeen ||= visible;
    const answer = await post(call, {
      visible,
      path,
      elapsed_ms: Math.min(awakeMs - answeredMs, MAX_ELAPSED_MS),
    });
    if (answer.ok) answeredMs = awakeMs;
    else if (/Not Valid/.test(await answer.text())) {
      isStarted = isSeen = false;
      // A hidden page does not replace a session that has ended.
      if (page.visible && !isNew) return ping();
    }
    return answer;
  };

  const send = async (sentAt: number): Promise<void> => {
    const overtakes = inFlight++ > 0;
    isUrged = false;
    sentState = stateOf();
    // fetch rejects when the browser is offline or the time is over.
    const answer = await ping().catch(() => undefined);
    inFlight--;
    const status = answer?.status ?? 500;
    // 400: the session ended while the page was hidden, or a server of another version refuses the path. Waiting does
    // not help, and the next state or path may be accepted.
    if (answer?.ok || status === 400) failures = 0;
    else failures = status < 500 && status !== 429 ? 1 : failures + 1;
    const now = performance.now();
    const intervalMs = intervalSeconds * 1000;
    const random = Math.random();
    due = failures
      ? now + silenceAfter(failures, intervalMs, random, answer?.headers.get('Retry-After'))
      : // After a slow answer, which many pages have waited for, this spreads their next keepalives.
        now + intervalMs + Math.min(intervalMs, (now - sentAt) * 10) * random;
    // The server may have received two overlapping requests in either order.
    if (failures || (overtakes && isStarted)) sentState = undefined;
    onSettled();
  };

  return (isLeave, isUrgent, now) => {
    isUrged ||= isUrgent;
    const isDue = isUrged || now >= due;
    const isNews = stateOf() !== sentState || (page.visible && isDue);
    const mayTry = !ended.aborted && !inFlight && (isDue || !failures);
    if (isLeave ? isSeen : isNews && mayTry) void send(now);
  };
};
