import type { FakePage } from '../fake-page.js';
import type { FakeTime } from '../fake-time.js';

/** A request of a page, and how things were on the page when it was sent. */
export interface Sent {
  readonly call: string;
  readonly headers: unknown;
  /** Whether the browser goes on sending it when the page is closed. */
  readonly outlivesPage: boolean;
  readonly body: {
    readonly visible?: boolean;
    readonly path?: readonly string[];
    readonly elapsed_ms?: number;
    readonly page_id: string;
    readonly client_id?: string;
  };
  /** By performance.now(), in milliseconds. */
  readonly at: number;
  readonly pageWasVisible: boolean;
  readonly pathWas: string;
  /** The calls that were under way when it was sent. */
  readonly beside: readonly string[];
  /** What it will be answered with. */
  answer?: Answer;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export const OK: Answer = { status: 200 };
export const NOT_VALID: Answer = { status: 400, body: '{"description":"Session Not Valid","name":""}' };

/** Answers as it is told, and remembers what it was asked; it keeps no sessions. */
export class RecordingApi {
  readonly sent: Sent[] = [];
  /** Until a request is answered, in milliseconds. */
  latencyMs = 50;
  /** What a request is answered with; undefined: the connection is cut. */
  answer: (request: Sent) => Answer | undefined = () => OK;
  private readonly underWay: Sent[] = [];

  constructor(
    private readonly time: FakeTime,
    private readonly page: () => FakePage,
  ) {}

  /** What was sent since the last look: `keepalive visible /orders`, `session-hide /orders`. */
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
      beside: this.underWay.map(({ call }) => call),
    };
    this.sent.push(request);
    this.underWay.push(request);
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        if (!this.underWay.includes(request)) return;
        this.underWay.splice(this.underWay.indexOf(request), 1);
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
