import { Agent, request, type RequestOptions } from 'node:http';

/** The answer to one request. */
export interface TimedAnswer {
  readonly body: string;
  /** From the request to the last byte of the answer, in milliseconds. */
  readonly ms: number;
}

class ConnectionEnded extends Error {}

/** Sends requests over kept connections, and measures how long the answers take. */
export class ApiClient {
  private readonly agent: Agent;
  private readonly base: URL;

  /** @param connections the most requests that are in flight; more wait for a connection */
  constructor(
    url: string,
    private readonly apiKey: string,
    connections: number,
  ) {
    this.base = new URL(url);
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  get(path: string): Promise<TimedAnswer> {
    return this.send({ method: 'GET', path });
  }

  post(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<TimedAnswer> {
    return this.send(
      { method: 'POST', path, headers: { 'content-type': 'application/json', ...headers } },
      JSON.stringify(body),
    );
  }

  close(): void {
    this.agent.destroy();
  }

  private async send(options: RequestOptions, body?: string): Promise<TimedAnswer> {
    try {
      return await this.sendOnce(options, body);
    } catch (error) {
      if (!(error instanceof ConnectionEnded)) throw error;
      return this.sendOnce(options, body);
    }
  }

  /**
   * @throws ConnectionEnded if the server has closed the kept connection just before the request
   * @throws Error if the answer is not a 2xx
   */
  private sendOnce({ headers, ...options }: RequestOptions, body?: string): Promise<TimedAnswer> {
    const began = performance.now();
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          ...options,
          host: this.base.hostname,
          port: this.base.port,
          agent: this.agent,
          headers: { ...headers, authorization: `Bearer ${this.apiKey}` },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.once('error', reject);
          answer.once('end', () => {
            const text = Buffer.concat(chunks).toString();
            const ms = performance.now() - began;
            const { statusCode = 0 } = answer;
            if (statusCode >= 200 && statusCode < 300) resolve({ body: text, ms });
            else
              reject(
                new Error(`${options.path?.slice(0, 300)} was answered ${statusCode}: ${text.slice(0, 500)}`),
              );
          });
        },
      );
      sent.once('error', (error: NodeJS.ErrnoException) => {
        reject(sent.reusedSocket && error.code === 'ECONNRESET' ? new ConnectionEnded() : error);
      });
      sent.end(body);
    });
  }
}
