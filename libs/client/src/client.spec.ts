import { describe, expect, it } from '@jest/globals';
import { createDwellClient } from './client.js';

/** Returns a fetch that keeps the requests, and answers each one with this text. */
const recordingFetch = (text: string, status = 200) => {
  const requests: Request[] = [];
  return {
    requests,
    fetch: (request: Request): Promise<Response> => {
      requests.push(request);
      return Promise.resolve(new Response(text, { status }));
    },
  };
};

describe('The client', () => {
  it('sends the key, and each item of a list as name[]', async () => {
    const { fetch, requests } = recordingFetch('{"description":"Sessions","sessions":[]}');
    const client = createDwellClient({ url: 'https://dwell.example/', key: 'dwell_x', fetch });
    const { data } = await client.GET('/api/v2/sessions', {
      params: { query: { usernames: ['a&b', 'ü'], active: false, view: undefined } },
    });
    expect(data?.sessions).toEqual([]);
    expect(requests[0]?.url).toBe(
      'https://dwell.example/api/v2/sessions?usernames%5B%5D=a%26b&usernames%5B%5D=%C3%BC&active=false',
    );
    expect(Object.fromEntries(requests[0]?.headers ?? [])).toEqual({
      accept: 'application/json',
      authorization: 'Bearer dwell_x',
    });
  });

  it('sends the body as JSON, and encodes names in paths', async () => {
    const { fetch, requests } = recordingFetch('{"username":"a/b","role":"admin"}');
    const client = createDwellClient({ url: 'https://dwell.example', fetch, headers: { 'x-extra': '1' } });
    await client.PATCH('/api/v2/users/{username}', {
      params: { path: { username: 'a/b' } },
      body: { role: 'admin' },
    });
    expect(requests[0]?.url).toBe('https://dwell.example/api/v2/users/a%2Fb');
    expect(requests[0]?.headers.get('x-extra')).toBe('1');
    expect(await requests[0]?.text()).toBe('{"role":"admin"}');
  });

  it('resolves to the error that the server answers', async () => {
    const answer = { statusCode: 404, error: 'Not Found', message: 'There is no session with this id' };
    const { fetch } = recordingFetch(JSON.stringify(answer), 404);
    const client = createDwellClient({ url: 'https://dwell.example', fetch });
    const { data, error } = await client.GET('/api/v2/sessions/{id}', { params: { path: { id: 'x' } } });
    expect(data).toBeUndefined();
    expect(error?.message).toBe(answer.message);
  });
});
