import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError, NO_ANSWER } from './api-error.js';
import { describeError } from './describe-error.js';
import { formErrors } from './form-errors.js';

interface Answer {
  status: number;
  body?: string;
  headers?: Record<string, string>;
}

interface Received {
  method: string | undefined;
  url: string | undefined;
  body: string;
}

/** A server that sends one prepared answer and records the requests. */
class PreparedServer {
  answer: Answer = { status: 200, body: '{}' };
  readonly received: Received[] = [];
  private readonly server: Server = createServer((request, response) => {
    void this.record(request).then(() => {
      response.writeHead(this.answer.status, this.answer.headers).end(this.answer.body);
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }

  private async record(request: IncomingMessage): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    this.received.push({ method: request.method, url: request.url, body });
  }
}

const browserFetch = globalThis.fetch;
let server: PreparedServer;
let origin: string;
let client: typeof import('./client.js');

beforeAll(async () => {
  // Resolves the client's paths against the server's origin, as a browser does with the page's origin.
  globalThis.Request = class extends Request {
    constructor(input: string | URL | Request, init?: RequestInit) {
      super(input instanceof Request ? input : new URL(input, origin), init);
    }
  };
  // The client keeps the global Request that it finds when it is loaded. So it is loaded after the replacement above.
  client = await import('./client.js');
});

beforeEach(async () => {
  server = new PreparedServer();
  origin = await server.listen();
});

afterEach(async () => {
  globalThis.fetch = browserFetch;
  await server.close();
});

const getMe = (signal?: AbortSignal): Promise<unknown> =>
  client.answerTo(client.api.GET('/api/v2/auth/me', { signal }));

const requestError = async (): Promise<ApiError> => {
  try {
    await getMe();
  } catch (error) {
    if (error instanceof ApiError) return error;
  }
  throw new Error('the request succeeded');
};

describe('a request', () => {
  it('sends its parameters to the API, and a list as a repeated parameter with the name name[]', async () => {
    const query = { usernames: ['a&b', 'ü'], limit: 2, view: undefined };
    await client.answerTo(client.api.GET('/api/v2/sessions', { params: { query } }));
    expect(server.received).toEqual([
      {
        method: 'GET',
        url: '/api/v2/sessions?usernames%5B%5D=a%26b&usernames%5B%5D=%C3%BC&limit=2',
        body: '',
      },
    ]);
  });

  it('sends its body as JSON', async () => {
    server.answer = { status: 201, body: '{"id":"k1"}' };
    const call = client.api.POST('/api/v2/api-keys', { body: { name: 'x', role: 'reporter' } });
    expect(await client.answerTo(call)).toEqual({ id: 'k1' });
    expect(server.received[0]?.body).toBe('{"name":"x","role":"reporter"}');
  });

  it('returns undefined for an answer without a body', async () => {
    server.answer = { status: 204 };
    const params = { path: { username: 'an/na' } };
    const call = client.api.DELETE('/api/v2/users/{username}', { params });
    expect(await client.answerTo(call)).toBeUndefined();
    expect(server.received[0]?.url).toBe('/api/v2/users/an%2Fna');
  });
});

describe('a failed request', () => {
  it('names the rejected fields', async () => {
    server.answer = {
      status: 400,
      body: '{"statusCode":400,"error":"Bad Request","message":"Bad fields","errors":[{"field":"tz","message":"must be a time zone"}]}',
    };
    const error = await requestError();
    expect(error).toMatchObject({ status: 400, message: 'Bad fields' });
    expect(error.forField('tz')).toBe('must be a time zone');
    expect(error.forField('from')).toBeUndefined();
    expect(describeError(error)).toBe('tz must be a time zone');
  });

  it("shows the server's message when the answer names no field", async () => {
    server.answer = { status: 409, body: '{"statusCode":409,"message":"This is the only admin"}' };
    expect(describeError(await requestError())).toBe('This is the only admin');
  });

  it.each([
    ['80', 'Too many attempts. Try again in 1 min 20 s.'],
    ['0', 'Too many attempts. Try again in 1 s.'],
    [undefined, 'Too many attempts. Try again in a while.'],
  ])('says when to try again, by the header Retry-After: %s', async (retryAfter, words) => {
    server.answer = { status: 429, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } };
    expect(describeError(await requestError())).toBe(words);
  });

  it('shows a general message when the answer is not the API’s, but a proxy’s', async () => {
    server.answer = { status: 502, body: '<html>Bad gateway</html>' };
    const error = await requestError();
    expect(error.status).toBe(502);
    expect(describeError(error)).toMatch(/server failed/);
  });

  it('says that the server can’t be reached when no answer comes', async () => {
    await server.close();
    const error = await requestError();
    expect(error.status).toBe(NO_ANSWER);
    expect(describeError(error)).toMatch(/can’t be reached/);
  });

  it('says that the server did not answer in time', async () => {
    jest.useFakeTimers();
    try {
      globalThis.fetch = (_input, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => {
            reject(new DOMException('aborted', 'AbortError'));
          });
        });
      let failed = false;
      const request = requestError().finally(() => (failed = true));
      await jest.advanceTimersByTimeAsync(client.REQUEST_TIMEOUT_MS - 1);
      expect(failed).toBe(false);
      await jest.advanceTimersByTimeAsync(1);
      const error = await request;
      expect(error.status).toBe(NO_ANSWER);
      expect(describeError(error)).toContain('did not answer in time');
    } finally {
      jest.useRealTimers();
    }
  });

  it('says that the server can’t be reached when an answer with status 200 is not from the API', async () => {
    server.answer = { status: 200, body: '<html>Log in to the network</html>' };
    expect((await requestError()).status).toBe(NO_ANSWER);
  });

  it('throws an AbortError, not an ApiError, when it is cancelled', async () => {
    const cancelled = AbortSignal.abort();
    await expect(getMe(cancelled)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the errors of a form', () => {
  const wrong = (...fields: string[]): ApiError =>
    new ApiError(400, 'Bad fields', { fieldErrors: fields.map((field) => ({ field, message: 'is wrong' })) });

  it('are shown beside their fields', () => {
    const errors = formErrors(wrong('name'), ['name']);
    expect(errors.forField('name', 'Name')).toBe('Name is wrong');
    expect(errors.general).toBeUndefined();
  });

  it('are all shown above the form when the form lacks one of the fields', () => {
    expect(formErrors(wrong('name', 'hidden'), ['name']).general).toBe('name is wrong; hidden is wrong');
  });

  it('are empty before the form is sent', () => {
    expect(formErrors(null, ['name']).general).toBeUndefined();
  });
});
