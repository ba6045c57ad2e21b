import type { FakePage } from '../fake-page.js';
import type { FakeTime } from '../fake-time.js';

/** A request, and the state of the page when the page sent it. */
export interface Sent {
  readonly call: string;
  readonly headers: unknown;
  /** Whether the browser completes the request after the page is closed. */
  readonly outlivesPage: boolean;
  readonly body: {
    readonly visible?: boolean;
    readonly path?: readonly string[];
    readonly elapsed_ms?: number;
    readonly page_id: string;
    readonly client_id?: string;
  };
  /** When the page sent the request, by performance.now(), in milliseconds. */
  readonly at: number;
  readonly pageWasVisible: boolean;
  readonly pathWas: string;
  /** The calls of the earlier requests that were still in flight when the page sent this one. */
  readonly inFlight: readonly string[];
  /** The answer that the request will get. */
  answer?: Answer;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export const OK: Answer = { status: 200 };
export const NOT_VALID: Answer = { status: 400, body: '{"description":"Session Not Valid","name":""}' };

/**
 * A recording API that keeps the requests it received, and gives the answers that the test sets. It has no sessions.
 */
export class RecordingApi {
  readonly sent: Sent[] = [];
  /** The time until a request is answered, in milliseconds. */
  latencyMs = 50;
  /** Returns the answer to a request. undefined: the connection is cut. */
  answer: (request: Sent) => Answer | undefined = () => OK;
  private readonly inFlight: Sent[] = [];

  constructor(
    private readonly time: FakeTime,
    private readonly page: () => FakePage,
  ) {}

  /** Removes the requests from `sent` and returns them, as `keepalive visible /orders`, `session-hide /orders`. */
  take(): string[] {
    return this.sent.splice(0).map(describe);
  }

  readonly fetch: typeof fetch = (url, init) => {
    const { isVisible, location } = this.page();
    const request: Sent = {
      call: (url as string).split('/').at(-1) ?? '',
      headers: init?.headers,
      outlivesPage: init?.keepalive === true,
      body: JSON.parse(init?.body as string) as Sent['body'],
      at: this.time.performance.now(),
      pageWasVisible: isVisible,
      pathWas: location.pathname,
      inFlight: this.inFlight.map(({ call }) => call),
    };
    this.sent.push(request);
    this.inFlight.push(request);
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        if (!this.inFlight.includes(request)) return;
        this.inFlight.splice(this.inFlight.indexOf(request), 1);
        settle();
      };
      init?.signal?.addEventListener('abort', () => {
        end(() => {
          reject(init.signal?.reason as Error);
        });
      });
      const answer = this.answer(request);
      request.answer = answer;
      this.time.setTimeout(() => {
        end(() => {
          if (answer) resolve(new Response(answer.body, answer));
          else reject(new TypeError('Failed to fetch'));
        });
      }, this.latencyMs);
    });
  };
}

const describe = ({ call, body: { visible, path } }: Sent): string => {
  if (call === 'sessionstart') return call;
  if (call === 'session-hide') return `${call} ${String(path)}`;
  return `${call} ${visible ? 'visible' : 'hidden'} ${String(path)}`;
};
