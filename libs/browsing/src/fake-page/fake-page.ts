import { getEventListeners, setMaxListeners } from 'node:events';
import type { Globals, PageScript } from './page-script.js';

/** The clocks and timers of a page. */
export interface PageTime {
  readonly Date: Pick<DateConstructor, 'now'>;
  readonly performance: Pick<Performance, 'now'>;
  readonly AbortSignal: Pick<typeof AbortSignal, 'timeout'>;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

export const realTime: PageTime = {
  Date,
  performance,
  AbortSignal,
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => {
    clearTimeout(timer as NodeJS.Timeout);
  },
};

export interface FakePageOptions {
  readonly fetch: typeof fetch;
  /** The script element's `data-` attributes. Here their values may also be functions. */
  readonly dataset?: Readonly<Record<string, unknown>>;
  /** The URL of the script. Default: `https://dwell.example/tracker.js`. */
  readonly src?: string;
  readonly path?: string;
  readonly navigator?: Readonly<Record<string, unknown>>;
  /** Whether the browser has the Navigation API. Default: true. */
  readonly hasNavigation?: boolean;
  /** How the page is opened. Default: in the foreground. */
  readonly opened?: 'in the foreground' | 'in the background' | 'as a prerendering';
  readonly time?: PageTime;
}

/** Counts the listeners of an event target. */
class CountingTarget extends EventTarget {
  private readonly types = new Set<string>();

  get listenerCount(): number {
    return [...this.types].reduce((count, type) => count + getEventListeners(this, type).length, 0);
  }

  override addEventListener(...request: Parameters<EventTarget['addEventListener']>): void {
    const [type, , options] = request;
    this.types.add(type);
    // Otherwise Node warns of a leak at more than ten listeners of one signal.
    if (typeof options === 'object' && options.signal) setMaxListeners(0, options.signal);
    super.addEventListener(...request);
  }
}

/** The part of a browser's page that a tracker needs. One process can have thousands of fake pages. */
export class FakePage {
  readonly location = { pathname: '/', search: '' };
  private readonly navigation = new CountingTarget();
  private readonly window;
  private readonly document;
  private readonly time: PageTime;
  private readonly timers = new Set<unknown>();
  /** The functions to call when the page resumes, while it is frozen or closed; undefined while it runs. */
  private held: (() => void)[] | undefined;
  private isOnline = true;

  constructor(private readonly options: FakePageOptions) {
    const { path = '/', opened = 'in the foreground', hasNavigation = true } = options;
    const { src = 'https://dwell.example/tracker.js', dataset = {} } = options;
    this.time = options.time ?? realTime;
    this.setLocation(path);
    this.document = {
      visibilityState: opened === 'in the foreground' ? 'visible' : 'hidden',
      get hidden() {
        return this.visibilityState !== 'visible';
      },
      prerendering: opened === 'as a prerendering',
      currentScript: { src, dataset },
    };
    this.window = Object.assign(new CountingTarget(), {
      document: this.document,
      navigation: hasNavigation ? this.navigation : undefined,
    });
  }

  get isVisible(): boolean {
    return !this.document.hidden;
  }

  get timerCount(): number {
    return this.timers.size;
  }

  get listenerCount(): number {
    return this.window.listenerCount + this.navigation.listenerCount;
  }

  get globals(): Globals {
    const { window, document, location, fetch, setTimeout, clearTimeout } = this;
    const { performance, Date, AbortSignal } = this.time;
    return {
      ...{ globalThis: window, window, document, location, fetch, setTimeout, clearTimeout },
      ...{ performance, Date, AbortSignal },
      navigator: this.options.navigator ?? {},
      addEventListener: window.addEventListener.bind(window),
    };
  }

  /** Runs a script and returns the page's `window`. */
  run(script: PageScript): object {
    script(this.globals);
    return this.window;
  }

  /** Goes to another view of the application without loading a document. */
  navigate(path: string): void {
    this.setLocation(path);
    this.navigation.dispatchEvent(new Event('currententrychange'));
  }

  private setLocation(path: string): void {
    const { pathname, search } = new URL(path, 'https://application.example');
    Object.assign(this.location, { pathname, search });
  }

  hide(): void {
    this.setVisibility('hidden');
  }

  show(): void {
    this.setVisibility('visible');
  }

  /** Shows a prerendered page. */
  activate(): void {
    this.document.prerendering = false;
    this.document.visibilityState = 'visible';
    this.fire('prerenderingchange');
  }

  /** Closes the page. Its requests still arrive, but no script runs in it any more. */
  close(): void {
    this.fire('pagehide');
    if (this.isVisible) this.hide();
    this.held = [];
  }

  freeze(): void {
    this.fire('freeze');
    this.held = [];
  }

  resume(): void {
    const { held = [] } = this;
    this.held = undefined;
    this.fire('resume');
    for (const run of held) run();
  }

  /** Moves the page into the back/forward cache. */
  goAway(): void {
    this.fire('pagehide');
    this.hide();
    this.freeze();
  }

  /** Restores the page from the back/forward cache. */
  comeBack(): void {
    this.resume();
    this.show();
    this.fire('pageshow');
  }

  goOffline(): void {
    this.isOnline = false;
  }

  goOnline(): void {
    this.isOnline = true;
    this.fire('online');
  }

  /** Dispatches an event, for example of a key or the pointer. */
  fire(type: string): void {
    this.window.dispatchEvent(new Event(type));
  }

  private setVisibility(state: 'visible' | 'hidden'): void {
    this.document.visibilityState = state;
    this.fire('visibilitychange');
  }

  private readonly fetch: typeof fetch = async (...request) => {
    if (!this.isOnline) throw new TypeError('Failed to fetch');
    return this.options.fetch(...request).finally(
      () =>
        new Promise<void>((resolve) => {
          this.whenRunning(resolve);
        }),
    );
  };

  private readonly setTimeout = (run: () => void, ms: number): unknown => {
    const timer = this.time.setTimeout(() => {
      this.timers.delete(timer);
      this.whenRunning(run);
    }, ms);
    this.timers.add(timer);
    return timer;
  };

  private readonly clearTimeout = (timer: unknown): void => {
    this.timers.delete(timer);
    this.time.clearTimeout(timer);
  };

  private whenRunning(run: () => void): void {
    if (this.held) this.held.push(run);
    else run();
  }
}
