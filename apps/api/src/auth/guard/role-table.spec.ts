import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, roleIncludes, type Role } from '@dwell/shared';
import { TestServer } from '../../testing/test-server.js';

/** The least role of each documented route under /api. The last test fails if one is missing here. */
const TABLE: Record<string, Role | 'public'> = {
  'POST /api/v2/auth/login': 'public',
  'POST /api/v2/auth/logout': 'public',
  'POST /api/v2/auth/logout-everywhere': 'reporter',
  'GET /api/v2/auth/logins': 'reporter',
  'DELETE /api/v2/auth/logins': 'reporter',
  'DELETE /api/v2/auth/logins/{id}': 'reporter',
  'POST /api/v2/auth/password': 'reporter',
  'GET /api/v2/auth/me': 'reporter',
  'GET /api/v2/auth/second-factor': 'reporter',
  'POST /api/v2/auth/second-factor/start': 'reporter',
  'POST /api/v2/auth/second-factor/confirm': 'reporter',
  'POST /api/v2/auth/second-factor/recovery-codes': 'reporter',
  'POST /api/v2/auth/second-factor/off': 'reporter',
  'POST /api/v2/users': 'admin',
  'GET /api/v2/users': 'admin',
  'PATCH /api/v2/users/{username}': 'admin',
  'POST /api/v2/users/{username}/reset': 'admin',
  'DELETE /api/v2/users/{username}/logins': 'admin',
  'DELETE /api/v2/users/{username}': 'admin',
  'DELETE /api/v2/users/{username}/second-factor': 'admin',
  'GET /api/v2/audit': 'admin',
  'POST /api/v2/api-keys': 'admin',
  'GET /api/v2/api-keys': 'admin',
  'DELETE /api/v2/api-keys/{id}': 'admin',
  'POST /api/v2/sessionstart': 'reporter',
  'GET /api/v2/sessionstart': 'reporter',
  'POST /api/v2/keepalive': 'reporter',
  'POST /api/v2/keepalives': 'reporter',
  'POST /api/v2/session-hide': 'reporter',
  'POST /api/v2/session_hide': 'reporter',
  'POST /api/v2/session_tracepath': 'reporter',
  'GET /api/v2/sessions': 'analyst',
  'GET /api/v2/session-hide': 'analyst',
  'GET /api/v2/sessions/{id}': 'analyst',
  'GET /api/v2/statistics/summary': 'analyst',
  'GET /api/v2/statistics/concurrency': 'analyst',
  'GET /api/v2/statistics/heatmap': 'analyst',
  'GET /api/v2/statistics/users': 'analyst',
  'GET /api/v2/statistics/distribution': 'analyst',
  'GET /api/v2/statistics/unused': 'analyst',
  'GET /api/v2/statistics/views': 'analyst',
  'GET /api/v2/statistics/timeline': 'analyst',
  'GET /api/v2/live': 'analyst',
  'GET /api/v2/people': 'analyst',
  'GET /api/v2/groups': 'analyst',
  'POST /api/v2/groups': 'admin',
  'PATCH /api/v2/groups/{name}': 'admin',
  'DELETE /api/v2/groups/{name}': 'admin',
  'POST /api/v2/groups/import': 'admin',
  'GET /api/v2/groups/export': 'analyst',
  'GET /api/v2/groups/{name}/members': 'analyst',
  'PUT /api/v2/groups/{name}/members': 'admin',
  'POST /api/v2/groups/{name}/members': 'admin',
  'POST /api/v2/groups/{name}/members/remove': 'admin',
  'PUT /api/v2/groups/{name}/members/{username}': 'admin',
  'DELETE /api/v2/groups/{name}/members/{username}': 'admin',
  'GET /api/v2/saved-views': 'analyst',
  'POST /api/v2/saved-views': 'analyst',
  'PATCH /api/v2/saved-views/{id}': 'analyst',
  'DELETE /api/v2/saved-views/{id}': 'analyst',
  'GET /api/v2/annotations': 'analyst',
  'POST /api/v2/annotations': 'analyst',
  'PATCH /api/v2/annotations/{id}': 'analyst',
  'DELETE /api/v2/annotations/{id}': 'analyst',
  'GET /api/v2/refused-origins': 'admin',
  'GET /api/v2/tracker': 'public',
};

/** The documented routes outside /api, which need no caller. */
const OPEN = ['GET /healthz', 'GET /readyz'];

/** The routes that have a guard of their own; see sessman-auth.http.spec.ts. */
const SESSMAN = ['new', 'update', 'get'].flatMap((call) => [`GET /sessman/${call}`, `POST /sessman/${call}`]);

describe('Access by role', () => {
  let server: TestServer;
  const keys = new Map<Role, string>();
  beforeAll(async () => {
    server = await TestServer.start();
    for (const role of ROLES) {
      keys.set(role, await server.createKey({ name: role, role, username: `the ${role}` }));
    }
  });
  afterAll(() => server.close());

  const call = (route: string, key?: string) => {
    const [method = '', path = ''] = route.split(' ');
    return server.call(method, path.replace(/\{\w+\}/g, 'nothing-of-this-name'), { key });
  };

  const closed = Object.entries(TABLE).filter(([, least]) => least !== 'public');

  it.each(closed)('%s answers 401 without a caller', async (route) => {
    const answer = await call(route);
    expect(answer).toMatchObject({ status: 401, body: { statusCode: 401, error: 'Unauthorized' } });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it.each(closed)('%s requires the role %s', async (route, least) => {
    for (const role of ROLES) {
      const answer = await call(route, keys.get(role));
      const refused = String(answer.body?.['message']).startsWith('This needs the role');
      expect([role, refused]).toEqual([role, !roleIncludes(role, least as Role)]);
      expect([role, answer.status]).not.toEqual([role, 401]);
      if (refused)
        expect(answer).toMatchObject({ status: 403, body: { statusCode: 403, error: 'Forbidden' } });
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('is listed in this file for every documented route', async () => {
    const { body } = await server.call<{ paths: Record<string, object> }>('GET', '/api/docs-json');
    const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(routes.sort()).toEqual([...Object.keys(TABLE), ...OPEN, ...SESSMAN].sort());
  });
});
