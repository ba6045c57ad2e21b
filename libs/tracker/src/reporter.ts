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
}

/**
 * Lets the server know how things are, where it does not and no silence is to be kept.
 * @param isLeave the page went out of sight: that is told at once, as there may be no later chance
 * @param isUrgent ends a silence
 * @param now by performance.now()
 */
export type Reporter = (isLeave: boolean, isUrgent: boolean, now: number) => void;

/**
 * Tells the server how things are on `page`: never what was, so nothing is queued and nothing that failed is sent again.
 * One request is under way at a time, but a leave overtakes it. Nothing but a leave is told once `ended` is aborted.
 * `onSettled` is told whenever another request may go.
 */
export const createReporter = (
  page: Readonly<PageState>,
  { url = '', interval, headers, credentials = 'include', clientId }: TrackerOptions,
  ended: AbortSignal,
  onSettled: () => void,
): Reporter => {
  let isStarted = false;
  /** Whether this page was told to be visible in this session. */
  let isSeen = false;
  /** What the server was told last; undefined where that is in doubt. */
  let told: string | undefined;
  /** Of page.awakeMs, what the last answered ping has told. */
  let answeredMs = 0;
  let inFlight = 0;
  let failures = 0;
  /** When the next keepalive goes out; after a failure, when the next try may. 0: at once; Infinity: one is under way. */
  let due = 0;
  // An attribute may be anything: then it is NaN or 0, which is none.
  const ownInterval = Math.max(Number(interval), 0);
  let intervalSeconds = ownInterval || DEFAULT_INTERVAL;

  const describe = (): string => JSON.stringify(page.visible && page.path);

  const post = (call: string, body?: object): Promise<Response> =>
    fetch(`${url}/api/v2/${call}`, {
      method: 'POST',
      keepalive: true,
      credentials,
      referrer: '',
      // Without a content type of ours it is text/plain, which needs no preflight on another origin.
      headers: headers && { 'Content-Type': 'application/json', ...headers() },
      body: JSON.stringify({ ...body, client_id: clientId, page_id: PAGE_ID }),
      // Older browsers lack it, and wait for as long as they do.
      signal: AbortSignal.timeout?.(ANSWER_WITHIN_MS),
    });

  /** Starts a session where there is none, and pings. Where the session turns out to have ended, it does so once more. */
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
    told = describe();
    isSeen ||= visible;
    const elapsed_ms = Math.min(awakeMs - answeredMs, MAX_ELAPSED_MS);
    const answer = await post(call, { visible, path, elapsed_ms });
    if (answer.ok) answeredMs = awakeMs;
    else if (/Not Valid/.test(await answer.text())) {
      isStarted = isSeen = false;
      // A page that is left starts no session.
      if (page.visible && !isNew) return ping();
    }
    return answer;
  };

  const send = async (): Promise<void> => {
    const overtakes = inFlight++ > 0;
    const sentAt = performance.now();
    due = Infinity;
    told = describe();
    // Offline, or no answer in time: then there is none.
    const answer = await ping().catch(() => undefined);
    inFlight--;
    const status = answer?.status ?? 500;
    // What was wrong with a report is not mended by waiting; the next view may be right.
    if (answer?.ok || status === 400) failures = 0;
    else failures = status < 500 && status !== 429 ? 1 : failures + 1;
    // Unless something happened meanwhile that must not wait.
    if (due) {
      const now = performance.now();
      const intervalMs = intervalSeconds * 1000;
      const random = Math.random();
      due = failures
        ? now + silenceAfter(failures, intervalMs, random, answer?.headers.get('Retry-After'))
        : // A slow answer was slow for many, who must not go on in step: also for those who came last and waited less.
          now + intervalMs + Math.min(intervalMs, (now - sentAt) * 10) * random;
    }
    // Which of two requests the server took last is not known.
    if (failures || (overtakes && isStarted)) told = undefined;
    onSettled();
  };

  return (isLeave, isUrgent, now) => {
    if (isUrgent) due = 0;
    const isDue = now >= due;
    const isNews = describe() !== told || (page.visible && isDue);
    const mayTry = !ended.aborted && !inFlight && (isDue || !failures);
    if (isLeave ? isSeen : isNews && mayTry) void send();
  };
};
