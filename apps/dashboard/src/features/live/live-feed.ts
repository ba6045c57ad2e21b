import { applyLiveEvent, type LiveSessions } from '@dwell/shared';
import {
  countChanges,
  firstGroups,
  type LiveGroup,
  nextExpiry,
  sortGroups,
  updateGroups,
} from './live-groups.js';

/** In milliseconds. A stream that is silent for this long counts as broken: a `heartbeat` comes every 15 seconds. */
const SILENT_AFTER_MS = 20_000;

/** How long to wait before a stream that the server refused is opened again, in milliseconds. */
const REOPEN_AFTER_MS = 5_000;

const EVENTS = ['snapshot', 'change', 'heartbeat'] as const;

/** What the live page shows. Instants are epoch milliseconds of this browser's clock. */
export interface LiveState {
  /** undefined until the first snapshot. */
  readonly groups: readonly LiveGroup[] | undefined;
  /** Whether the groups still belong to the filters before the last change. */
  readonly replaced: boolean;
  /**
   * Since when the page is paused: since the user paused it, or since groups for other filters came. Else undefined.
   */
  readonly pausedAt: number | undefined;
  /** How many rows would appear, leave or change if the user resumed the page. */
  readonly waiting: number;
  /**
   * If the stream is broken: when its latest event came or, if none came, when the feed began to follow it. Else
   * undefined.
   */
  readonly lostAt: number | undefined;
  /** By how many seconds the server's clock is ahead of this browser's. */
  readonly aheadSeconds: number;
}

const NOTHING: LiveState = {
  groups: undefined,
  replaced: false,
  pausedAt: undefined,
  waiting: 0,
  lostAt: undefined,
  aheadSeconds: 0,
};

/** What the feed tells the rest of the page. */
interface Reports {
  /** Called with each event. */
  onEvent: () => void;
  /** Called when the stream breaks. `refused`: the server answered, but with an error. */
  onBreak: (refused: boolean) => void;
}

/**
 * Follows the live stream, and keeps the groups of rows that the page shows. While the browser tab is hidden, no stream
 * is open: a browser opens only six connections to a server over HTTP/1.1.
 */
export class LiveFeed {
  private state = NOTHING;
  private sessions: LiveSessions = new Map();
  private url = '';
  private view: string | undefined;
  private stream: EventSource | undefined;
  private heardAt = 0;
  private watch: ReturnType<typeof setTimeout> | undefined;
  private expiry: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly reports: Reports) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  readonly current = (): LiveState => this.state;

  /**
   * Follows the stream at `url` until the returned function is called. What was shown before stays until the first
   * snapshot comes.
   * @param view shows only the places on this view
   */
  follow(url: string, view: string | undefined): () => void {
    this.url = url;
    this.view = view;
    this.heardAt = Date.now();
    this.change({ replaced: this.state.groups !== undefined });
    const openIfShown = (): void => {
      if (document.hidden) this.close();
      else this.open();
    };
    openIfShown();
    document.addEventListener('visibilitychange', openIfShown);
    return () => {
      document.removeEventListener('visibilitychange', openIfShown);
      this.close();
      clearTimeout(this.expiry);
    };
  }

  /** Opens the stream, and closes the one before. */
  readonly open = (): void => {
    this.close();
    const stream = new EventSource(this.url);
    this.stream = stream;
    for (const name of EVENTS) {
      stream.addEventListener(name, ({ data }: MessageEvent<string>) => {
        this.receive(name, data);
      });
    }
    stream.addEventListener('error', () => {
      this.broken(stream.readyState === EventSource.CLOSED);
    });
    this.watchSilence();
  };

  private close(): void {
    clearTimeout(this.watch);
    this.stream?.close();
    this.stream = undefined;
  }

  /** Freezes what the page shows until {@link resume}. The stream stays open. */
  readonly pause = (): void => {
    clearTimeout(this.expiry);
    this.change({ pausedAt: Date.now() });
  };

  readonly resume = (): void => {
    this.change({ pausedAt: undefined, waiting: 0 });
    this.update();
  };

  readonly sort = (): void => {
    if (this.state.groups) this.change({ groups: sortGroups(this.state.groups) });
  };

  private receive(event: (typeof EVENTS)[number], data: string): void {
    this.heardAt = Date.now();
    const time = applyLiveEvent(this.sessions, event, data);
    this.watchSilence();
    this.reports.onEvent();
    const aheadSeconds = time - this.heardAt / 1000;
    const { groups, replaced, pausedAt } = this.state;
    if (event === 'snapshot' && (replaced || !groups)) {
      const first = firstGroups(this.sessions, this.view);
      this.change({ ...NOTHING, groups: first, pausedAt: pausedAt && this.heardAt, aheadSeconds });
      return;
    }
    this.change({ lostAt: undefined, aheadSeconds });
    if (event !== 'heartbeat') this.update();
  }

  private update(): void {
    const { groups, pausedAt } = this.state;
    if (!groups) return;
    if (pausedAt !== undefined) {
      this.change({ waiting: countChanges(groups, this.sessions, this.view) });
      return;
    }
    const now = Date.now();
    const updated = updateGroups(groups, this.sessions, this.view, now);
    this.change({ groups: updated });
    clearTimeout(this.expiry);
    const expiry = nextExpiry(updated);
    if (expiry < Infinity) this.expiry = setTimeout(() => this.update(), expiry - now);
  }

  private watchSilence(): void {
    clearTimeout(this.watch);
    this.watch = setTimeout(() => {
      this.broken(false);
      this.open();
    }, SILENT_AFTER_MS);
  }

  /**
   * Notes that the stream broke. The browser opens a broken stream again by itself, but not one that the server
   * refused: this one is opened again after {@link REOPEN_AFTER_MS}.
   */
  private broken(refused: boolean): void {
    this.change({ lostAt: this.heardAt });
    this.reports.onBreak(refused);
    if (!refused) return;
    clearTimeout(this.watch);
    this.watch = setTimeout(this.open, REOPEN_AFTER_MS);
  }

  private change(changed: Partial<LiveState>): void {
    this.state = { ...this.state, ...changed };
    for (const listener of this.listeners) listener();
  }
}
