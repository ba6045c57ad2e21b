import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly sessionId?: string;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

interface Waiting {
  readonly resolve: (result: Record<string, unknown>) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A connection of the Chrome DevTools Protocol (https://chromedevtools.github.io/devtools-protocol) over the pipes of a
 * browser that was started with --remote-debugging-pipe. Messages are JSON texts, each followed by a NUL. The
 * protocol's events are emitted as `<session id> <method>`.
 */
export class DevToolsPipe extends EventEmitter {
  private readonly waiting = new Map<number, Waiting>();
  private readonly sink: Writable;
  private lastId = 0;

  /** @param browser reads from its file descriptor 3 and writes to 4; both are pipes */
  constructor(browser: ChildProcess) {
    super();
    this.setMaxListeners(0);
    this.sink = browser.stdio[3] as Writable;
    const source = browser.stdio[4] as Readable;
    // An error means that the browser has ended. The listener of `close` below then rejects the pending messages.
    this.sink.on('error', () => undefined);
    let rest = '';
    source.setEncoding('utf8').on('data', (chunk: string) => {
      const texts = (rest + chunk).split('\0');
      rest = texts.pop() ?? '';
      for (const text of texts) this.take(JSON.parse(text) as Answer);
    });
    source.once('close', () => {
      for (const { reject } of this.waiting.values()) reject(new Error('The browser has ended'));
      this.waiting.clear();
    });
  }

  /** Sends a command and resolves to its result. @throws Error with the browser's error message */
  send(method: string, params: object = {}, sessionId?: string): Promise<Record<string, unknown>> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject: (error) => reject(new Error(`${method}: ${error.message}`)) });
      this.sink.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  private take({ id, method, params, sessionId = '', result = {}, error }: Answer): void {
    if (method !== undefined) this.emit(`${sessionId} ${method}`, params);
    if (id === undefined) return;
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result);
  }
}
