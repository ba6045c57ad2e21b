import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError, NO_ANSWER } from './api-error.js';
import { api } from './client.js';
import { describeError } from './describe-error.js';
import { formErrors } from './form-errors.js';
import { toQueryString } from './query-string.js';

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

/** A server that gives one prepared answer and remembers what it was asked. */
class PreparedServer {
  answer: Answer = { status: 200, body: '{}' };
  readonly received: Received[] = [];
  private readonly server: Server = createServer((request, response) => {
    void this.remember(request).then(() => {
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

  private async remember(request: IncomingMessage): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    this.received.push({ method: request.method, url: request.url, body });
  }
}

const browserFetch = globalThis.fetch;
let server: PreparedServer;

beforeEach(async () => {
  server = new PreparedServer();
  const origin = await server.listen();
  // A browser resolves the client's paths against the page's origin.
  globalThis.fetch = (input, init) =>
    browserFetch(new URL(input instanceof Request ? input.url : input, origin), init);
});

afterEach(async () => {
  globalThis.fetch = browserFetch;
  await server.close();
});

const refusal = async (): Promise<ApiError> => {
  try {
    await api.get('/anything');
  } catch (error) {
    if (error instanceof ApiError) return error;
  }
  throw new Error('the request was not refused');
};

describe('a request', () => {
  it('goes to the API with its parameters, lists in the form name[]', async () => {
    await api.get('/sessions', { query: { usernames: ['a&b', 'ü'], limit: 2, view: undefined } });
    expect(server.received).toEqual([
      {
        method: 'GET',
        url: '/api/v2/sessions?usernames%5B%5D=a%26b&usernames%5B%5D=%C3%BC&limit=2',
        body: '',
      },
    ]);
  });

  it('brings its body as JSON', async () => {
    server.answer = { status: 201, body: '{"id":"k1"}' };
    expect(await api.post('/api-keys', { name: 'x' })).toEqual({ id: 'k1' });
    expect(server.received[0]?.body).toBe('{"name":"x"}');
  });

  it('may be answered without a body', async () => {
    server.answer = { status: 204 };
    expect(await api.delete('/users/anna')).toBeUndefined();
  });
});

describe('a refused request', () => {
  it('tells which fields were wrong', async () => {
    server.answer = {
      status: 400,
      body: '{"statusCode":400,"error":"Bad Request","message":"Bad fields","errors":[{"field":"tz","message":"must be a time zone"}]}',
    };
    const error = await refusal();
    expect(error).toMatchObject({ status: 400, message: 'Bad fields' });
    expect(error.forField('tz')).toBe('must be a time zone');
    expect(error.forField('from')).toBeUndefined();
    expect(describeError(error)).toBe('tz must be a time zone');
  });

  it("says the server's message where no field is named", async () => {
    server.answer = { status: 409, body: '{"statusCode":409,"message":"This is the only admin"}' };
    expect(describeError(await refusal())).toBe('This is the only admin');
  });

  it.each([
    ['80', 'Too many attempts. Try again in 1 min 20 s.'],
    ['0', 'Too many attempts. Try again in 1 s.'],
    [undefined, 'Too many attempts. Try again in a while.'],
  ])('says when to try again: Retry-After %s', async (retryAfter, words) => {
    server.answer = { status: 429, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } };
    expect(describeError(await refusal())).toBe(words);
  });

  it('survives an answer that is not the API’s, as a proxy gives', async () => {
    server.answer = { status: 502, body: '<html>Bad gateway</html>' };
    const error = await refusal();
    expect(error.status).toBe(502);
    expect(describeError(error)).toMatch(/server failed/);
  });

  it('says so when nobody answers', async () => {
    await server.close();
    const error = await refusal();
    expect(error.status).toBe(NO_ANSWER);
    expect(describeError(error)).toMatch(/can’t be reached/);
  });

  it('is no error of the API when it was called off', async () => {
    const calledOff = AbortSignal.abort();
    await expect(api.get('/anything', { signal: calledOff })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the errors of a form', () => {
  const wrong = (...fields: string[]): ApiError =>
    new ApiError(400, 'Bad fields', { fieldErrors: fields.map((field) => ({ field, message: 'is wrong' })) });

  it('stand beside their fields', () => {
    const errors = formErrors(wrong('name'), ['name']);
    expect(errors.forField('name', 'Name')).toBe('Name is wrong');
    expect(errors.general).toBeUndefined();
  });

  it('stand above the form where it does not show the field', () => {
    expect(formErrors(wrong('name', 'hidden'), ['name']).general).toBe('name is wrong; hidden is wrong');
  });

  it('are none before anything was sent', () => {
    expect(formErrors(null, ['name']).general).toBeUndefined();
  });
});

describe('query strings', () => {
  it('are nothing without parameters', () => {
    expect(toQueryString({})).toBe('');
    expect(toQueryString({ view: undefined, usernames: [] })).toBe('');
  });
});
