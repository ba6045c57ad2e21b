/**
 * A probe, which is a request for /readyz, is sent when the latest answer to any request is this old, in milliseconds.
 */
export const PROBE_AFTER_MS = 4_000;

/**
 * A probe fails if no answer comes within this time, in milliseconds. The sum with {@link PROBE_AFTER_MS} must stay
 * below ten seconds, so that the page says soon that the server does not answer.
 */
export const PROBE_TIMEOUT_MS = 4_000;

/** How long the page says that the server answers again. */
export const RETURN_SHOWN_MS = 10_000;

/**
 * The outcome of a probe. `unready`: the server answers, but its database does not. `silent`: no answer from the
 * server.
 */
export type Verdict = 'ready' | 'unready' | 'silent';

/** Whether the server answers. Instants are epoch milliseconds. */
export type Contact =
  | { readonly state: 'answering' }
  /**
   * `since` is the time of the last answer to any request, or of the beginning of the watch if no answer came after it.
   */
  | { readonly state: 'lost'; readonly since: number; readonly reason: 'unready' | 'silent' }
  /** `refreshed` tells whether the page has asked again for everything that it shows. */
  | { readonly state: 'returned'; readonly at: number; readonly refreshed: boolean };

const ANSWERING: Contact = { state: 'answering' };

/** The browser, as far as the watch needs it. */
interface Browser {
  probe: (signal: AbortSignal) => Promise<Verdict>;
  /** Returns whether the browser tab is hidden. */
  isHidden: () => boolean;
  /** Calls `listener` when the tab is shown or hidden, and when the browser goes online or offline. */
  onChange: (listener: () => void) => () => void;
}

/**
 * Watches whether the server answers, so that the page never shows old figures as if they were new. While someone
 * subscribes and the browser tab is visible, probes the server when nothing else has been answered for a while.
 */
export class ServerWatch {
  /** Called when the server answers again. Resolves when everything on the page is loaded again. */
  refresh: () => Promise<unknown> = () => Promise.resolve();

  private contact: Contact = ANSWERING;
  private lastAnswer = Date.now();
  private readonly listeners = new Set<() => void>();
  private stop: (() => void) | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private probing: AbortController | undefined;

  constructor(private readonly browser: Browser) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    this.stop ??= this.start();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      this.stop?.();
      this.stop = undefined;
    };
  };

  readonly current = (): Contact => this.contact;

  /** Notes that the server has just answered a request. */
  noteAnswer(): void {
    this.lastAnswer = Date.now();
  }

  /**
   * Notes that a request has just failed. While the server is watched and not lost yet, probes at once, because the
   * server may still answer other requests.
   */
  noteFailure(): void {
    if (this.stop && this.contact.state !== 'lost') void this.probe();
  }

  private start(): () => void {
    this.lastAnswer = Date.now();
    this.schedule();
    const ignoreChanges = this.browser.onChange(() => {
      this.abort();
      void this.probe();
    });
    return () => {
      ignoreChanges();
      this.abort();
    };
  }

  private abort(): void {
    clearTimeout(this.timer);
    this.probing?.abort();
    this.probing = undefined;
  }

  private schedule(): void {
    const wait =
      this.contact.state === 'lost' ? PROBE_AFTER_MS : this.lastAnswer + PROBE_AFTER_MS - Date.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const due = this.contact.state === 'lost' || Date.now() - this.lastAnswer >= PROBE_AFTER_MS;
      if (due) void this.probe();
      else this.schedule();
    }, wait);
  }

  private async probe(): Promise<void> {
    if (this.probing || this.browser.isHidden()) return;
    clearTimeout(this.timer);
    const probing = new AbortController();
    this.probing = probing;
    const startedAt = Date.now();
    const timeout = setTimeout(() => probing.abort(), PROBE_TIMEOUT_MS);
    const verdict = await this.browser.probe(probing.signal);
    clearTimeout(timeout);
    if (this.probing !== probing) return;
    this.probing = undefined;
    if (verdict === 'ready') this.found();
    // A slow probe proves nothing if the server has answered another request meanwhile.
    else if (verdict === 'unready' || this.lastAnswer <= startedAt) this.lost(verdict);
    this.schedule();
  }

  private lost(reason: 'unready' | 'silent'): void {
    const since = this.contact.state === 'lost' ? this.contact.since : this.lastAnswer;
    this.change({ state: 'lost', since, reason });
  }

  private found(): void {
    this.noteAnswer();
    if (this.contact.state === 'lost') void this.returned();
  }

  private async returned(): Promise<void> {
    const at = Date.now();
    const refreshing: Contact = { state: 'returned', at, refreshed: false };
    this.change(refreshing);
    await this.refresh();
    if (this.contact !== refreshing) return;
    const refreshed: Contact = { state: 'returned', at, refreshed: true };
    this.change(refreshed);
    setTimeout(() => {
      if (this.contact === refreshed) this.change(ANSWERING);
    }, RETURN_SHOWN_MS);
  }

  private change(contact: Contact): void {
    this.contact = contact;
    for (const listener of this.listeners) listener();
  }
}
