import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Visitor } from './testing/session-server.js';

const SERVER = fileURLToPath(new URL('../../../../examples/v-sessions/server.mjs', import.meta.url));

const NOT_LOGGED_IN = 'You are not logged in :(';

/** Starts the example as users do, so that it imports the built package. */
describe('The example application', () => {
  let server: ChildProcess;
  let url: string;

  beforeAll(async () => {
    const { PATH } = process.env;
    const stdio = ['ignore', 'pipe', 'inherit'] as const;
    const child = spawn(process.execPath, [SERVER], { env: { PATH, PORT: '0' }, stdio: [...stdio] });
    server = child;
    const exited = once(child, 'exit').then(() => {
      throw new Error('The example ended; is @dwell/sessions built?');
    });
    exited.catch(() => undefined);
    [url] = (await Promise.race([once(createInterface(child.stdout), 'line'), exited])) as [string];
  });

  afterAll(async () => {
    if (server.exitCode !== null) return;
    server.kill();
    await once(server, 'exit');
  });

  it('V38: asks a visitor to log in', async () => {
    const visitor = new Visitor(url);
    expect(await visitor.get('/')).toMatchObject({ status: 200, body: NOT_LOGGED_IN, cookies: [] });
    expect(await visitor.get('/save?name=Ada')).toMatchObject({ status: 400, body: NOT_LOGGED_IN });
  });

  it('V38: logs in under a new id, saves a name, and logs out', async () => {
    const visitor = new Visitor(url);
    expect(await visitor.get('/login')).toMatchObject({ status: 200, body: 'You are now logged in!' });
    const before = visitor.double();
    expect((await visitor.get('/')).body).toBe('Welcome [no name provided]! Verification status: false');

    await visitor.get('/login');
    expect(visitor.cookie).not.toBe(before.cookie);
    expect((await before.get('/')).body).toBe(NOT_LOGGED_IN);

    expect(await visitor.get('/save')).toMatchObject({
      status: 400,
      body: 'query parameter "name" must be present!',
    });
    const saved = await visitor.get('/save?name=Ada%20Lovelace');
    expect([saved.status, saved.headers.get('Location'), saved.cookies]).toEqual([303, '/', []]);
    expect((await visitor.get('/')).body).toBe('Welcome Ada Lovelace! Verification status: false');

    const thief = visitor.double();
    expect(await visitor.get('/logout')).toMatchObject({ status: 200, body: 'You are now logged out!' });
    expect(visitor.cookie).toBe('');
    expect((await visitor.get('/')).body).toBe(NOT_LOGGED_IN);
    expect((await thief.get('/')).body).toBe(NOT_LOGGED_IN);
  });

  it('answers 404 for another path, even for /constructor', async () => {
    expect(await new Visitor(url).get('/constructor')).toMatchObject({ status: 404 });
  });
});
