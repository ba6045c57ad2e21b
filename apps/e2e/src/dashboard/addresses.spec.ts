import { request } from 'node:http';
import { expect, it } from '@jest/globals';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { useStage } from '../support/stage.js';

const NAVIGATION = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'sec-fetch-mode': 'navigate' };

const UNKNOWN = [
  '/metrics',
  '/openapi.json',
  '/nothing',
  '/index.html',
  '/index.html/x',
  '/pages.json',
  '/assets',
  '/assets/',
  '/assets/none.js',
  '/assets-x',
  '/tracker',
  '/tracker.jsx',
  '/login/x',
  '/sessions/x/y',
  '/sessions//',
  '/sessions;x',
  '/settings/nothing',
  '/SESSIONS',
  '/%73essions',
  '/%6Cogin',
  '/API/v2/sessions',
  '//api/v2/sessions',
  '//sessions',
  '/%61pi/v2/sessions',
  '/api%2Fv2/sessions',
  '/%73essman/x',
  '/healthz/x',
];

/** Paths that belong to the API but that it does not have. The API answers them with JSON, also to a browser. */
const UNKNOWN_TO_API = [
  '/api',
  '/api/',
  '/api/v2',
  '/api/v2/nothing',
  '/api/v1/sessions',
  '/api/v2/%73essions',
];

describeInBrowser('the addresses of the server', () => {
  const stage = useStage(() => []);

  interface Answer {
    readonly status?: number;
    readonly type?: string;
    readonly text: string;
  }
  /** Sends a request whose path is left as it is; `fetch` would change it. */
  const call = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(stage().server.url);
      request({ hostname, port, path, method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', () => {
            const { statusCode: status, headers } = response;
            resolve({
              status,
              type: headers['content-type']?.split(';')[0],
              text: Buffer.concat(chunks).toString(),
            });
          });
      })
        .on('error', reject)
        .end();
    });

  it.each([
    '/',
    '/?view=orders',
    '/login',
    '/login?to=%2F',
    '/login/',
    '/sessions',
    '/sessions/some',
    '/sessions/some%2Fid',
    '/sessions/some/',
    '/settings',
    '/settings/users',
    '/settings/api-keys',
    '/settings/audit',
    '/settings/snippet',
  ])('answer 200 with the dashboard at %s', async (path) => {
    for (const headers of [{}, NAVIGATION]) {
      expect(await call(path, headers)).toMatchObject({ status: 200, type: 'text/html' });
    }
    expect(await call(path, {}, 'HEAD')).toMatchObject({ status: 200, type: 'text/html', text: '' });
    expect((await call(path, NAVIGATION, 'POST')).status).toBe(404);
  });

  it.each(UNKNOWN)(
    'answer 404 at %s: with the dashboard to a person, with JSON to a program',
    async (path) => {
      const { text: page } = await call('/');
      expect(await call(path, NAVIGATION)).toEqual({ status: 404, type: 'text/html', text: page });
      expect(await call(path, NAVIGATION, 'HEAD')).toEqual({ status: 404, type: 'text/html', text: '' });
      const programs: Record<string, string>[] = [
        {},
        { accept: '*/*' },
        { accept: 'text/html', 'sec-fetch-mode': 'cors' },
      ];
      for (const headers of programs) {
        const answer = await call(path, headers);
        expect(answer).toMatchObject({ status: 404, type: 'application/json' });
        expect(JSON.parse(answer.text)).toMatchObject({ statusCode: 404, error: 'Not Found' });
      }
      for (const method of ['POST', 'PUT', 'DELETE']) {
        expect(await call(path, NAVIGATION, method)).toMatchObject({ status: 404, type: 'application/json' });
      }
    },
  );

  it.each(UNKNOWN_TO_API)('answer 404 with JSON at %s, even to a person', async (path) => {
    expect(await call(path, NAVIGATION)).toMatchObject({ status: 404, type: 'application/json' });
  });

  it('answer 404 at a missing page with the same security headers as the login page', async () => {
    const headersAt = async (path: string): Promise<Record<string, string>> => {
      const { headers } = await fetch(stage().server.url + path);
      return Object.fromEntries(
        [...headers].filter(([name]) => /^(content-security|x-|cross-origin|referrer)/.test(name)),
      );
    };
    expect(await headersAt('/nothing')).toEqual(await headersAt('/login'));
  });

  it('have an icon at /favicon.ico', async () => {
    expect(await call('/favicon.ico')).toMatchObject({
      status: 200,
      type: expect.stringMatching(/^image\//),
    });
  });

  it('show the dashboard’s page “Page not found” for an address that the server does not have', async () => {
    for (const [path, as] of [
      ['/nothing', undefined],
      ['/sessions/x/y', undefined],
      ['//api/v2', null],
    ] as const) {
      const page = await stage().newPage({ as, expected: [`404 GET ${path}`, '401 GET /api/v2/auth/me'] });
      const answer = await page.goto(stage().server.url + path);
      expect([path, answer?.status()]).toEqual([path, 404]);
      await page.getByRole('heading', { name: 'Page not found' }).waitFor();
    }
  });
});
