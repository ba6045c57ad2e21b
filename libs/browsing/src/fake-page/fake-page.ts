import { CountingTarget } from './counting-target.js';
import type { Globals, PageScript } from './page-script.js';
import { type PageTime, realTime } from './page-time.js';

export interface FakePageOptions {
  readonly fetch: typeof fetch;
  /** The script elements' `data-` attributes, by their names in scripts; here they may be functions, too. */
  readonly dataset?: Readonly<Record<string, unknown>>;
  /** Where the scripts come from. */
  readonly src?: string;
  readonly path?: string;
  readonly navigator?: Readonly<Record<string, unknown>>;
  /** Whether the browser has the Navigation API. Default: yes. */
  readonly hasNavigation?: boolean;
  /** How it is opened. Default: in the foreground. */
  readonly opened?: 'in the foreground' | 'in the background' | 'as a prerendering';
  readonly time?: PageTime;
}

/** As much of a browser's page as a tracker needs, and so small that one process has thousands of them. */
export class FakePage {
  readonly location: { pathname: string };
  private readonly navigation = new CountingTarget();
  private readonly window;
  private readonly document;
  private readonly time: PageTime;
  private readonly timers = new Set<unknown>();
  /** What waits until the page runs again; undefined while it does. */
  private held: (() => void)[] | undefined;
  private isOnline = true;

  constructor(private readonly options: FakePageOptions) {
    const { path = '/', opened = 'in the foreground', hasNavigation = true } = options;
    const { src = 'https://dwell.example/tracker.js', dataset = {} } = options;
    this.time = options.time ?? realTime;
    this.location = { pathname: path };
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

  /** Runs a script; what it leaves in `window`. */
  run(script: PageScript): object {
    script(this.globals);
    return this.window;
  }

  /** Goes to another view of the application, without loading a document. */
  navigate(path: string): void {
    this.location.pathname = path;
    this.navigation.dispatchEvent(new Event('currententrychange'));
  }

  hide(): void {
    this.setVisibility('hidden');
  }

  show(): void {
    this.setVisibility('visible');
  }

  /** A prerendered page is looked at. */
  activate(): void {
    this.document.prerendering = false;
    this.document.visibilityState = 'visible';
    this.fire('prerenderingchange');
  }

  /** Leaves it for good: what it has sent still arrives, but nothing runs in it any more. */
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

  /** Into the back/forward cache. */
  goAway(): void {
    this.fire('pagehide');
    this.hide();
    this.freeze();
  }

  /** Out of the back/forward cache. */
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

  /** Has an event of that type, as of a key or the pointer. */
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
