import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AuditAnswer, StartedSecondFactorAnswer } from '@dwell/shared';
import { URI } from 'otpauth';
import { ADMIN_PASSWORD, type Answer, cookieOf, TestServer } from '../../testing/test-server.js';
import { ATTEMPTS_WINDOW_MS, MAX_WRONG_CODES_PER_ACCOUNT } from '../login/login-attempts.js';
import { SETUP_MS } from './second-factor.service.js';

const STEP_MS = 30_000;
const PASSWORD = 'violet umbrella 42';

describe('The second factor', () => {
  let server: TestServer;
  let admin: string;
  beforeAll(async () => {
    server = await TestServer.start({ TRUST_PROXY: 'loopback' });
  });
  afterAll(() => server.close());

  let users = 0;
  let username: string;
  let cookie: string;
  /** Each test has a user of its own, who is logged in. */
  beforeEach(async () => {
    server.clock.advance(ATTEMPTS_WINDOW_MS);
    username = `user ${users++}`;
    admin = await server.logIn();
    const body = { username, password: PASSWORD, role: 'admin', must_change_password: false };
    await server.call('POST', '/api/v2/users', { cookie: admin, body });
    cookie = await server.logIn(username, PASSWORD);
  });

  type Body = Record<string, unknown>;
  const call = <T = Body>(path: string, body: Body, as = cookie): Promise<Answer<T>> =>
    server.call<T>('POST', `/api/v2/auth/second-factor/${path}`, { cookie: as, body });
  const start = () => call<StartedSecondFactorAnswer>('start', { current_password: PASSWORD });
  const show = () => server.call('GET', '/api/v2/auth/second-factor', { cookie });
  const codeAt = (uri: string, time: number): string => {
    const totp = URI.parse(uri);
    return 'period' in totp ? totp.generate({ timestamp: time }) : '';
  };

  interface App {
    /** Returns the code that the authenticator app shows now, or after `stepsLater` more codes. */
    readonly code: (stepsLater?: number) => string;
    readonly recoveryCodes: string[];
  }
  /** Turns the second factor of the test's user on. The code that turned it on is then one step old. */
  const turnOn = async (): Promise<App> => {
    const { uri, setup } = (await start()).body;
    const code = (stepsLater = 0) => codeAt(uri, server.clock.now() + stepsLater * STEP_MS);
    const answer = await call<{ recovery_codes: string[] }>('confirm', { setup, code: code() });
    expect(answer.status).toBe(200);
    cookie = cookieOf(answer);
    server.clock.advance(STEP_MS);
    return { code, recoveryCodes: answer.body.recovery_codes };
  };
  const logIn = (code?: string, from = '192.0.2.1', password = PASSWORD) =>
    server.call('POST', '/api/v2/auth/login', {
      body: { username, password, code },
      headers: { 'x-forwarded-for': from },
    });
  const me = async (as: string) => (await server.call('GET', '/api/v2/auth/me', { cookie: as })).status;
  const wrongOf = (code: string): string => code.replace(/^./, (digit) => String((Number(digit) + 1) % 10));
  const refusedFor = (reason: string) => ({ status: 401, body: { statusCode: 401, reason } });
  /** Resolves to the entries of the audit log by or about the test's user, the oldest first. */
  const entries = async () => {
    const { body } = await server.call<AuditAnswer>('GET', '/api/v2/audit?limit=500', { cookie: admin });
    return body.entries
      .filter(({ actor, target }) => actor === username || target === username)
      .toReversed()
      .map(({ act, detail, outcome }) => [act, detail, outcome].filter((text) => text !== null).join(' '));
  };

  it('is turned on with the password and a first code, which ends all other logins', async () => {
    const other = await server.logIn(username, PASSWORD);
    expect((await show()).body).toEqual({ on: false, recovery_codes_left: 0 });
    const started = await start();
    expect(started.status).toBe(200);
    expect(started.headers.get('cache-control')).toBe('no-store');
    expect(started.body.uri).toContain(`secret=${started.body.secret}`);
    expect(started.body.uri).toMatch(
      /^otpauth:\/\/totp\/Dwell:user%20\d+\?issuer=Dwell&.*algorithm=SHA1&digits=6&period=30$/,
    );

    const code = codeAt(started.body.uri, server.clock.now());
    const { setup } = started.body;
    expect(await call('confirm', { setup, code: wrongOf(code) })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'code' }] },
    });
    expect(await me(other)).toBe(200);
    const confirmed = await call<{ recovery_codes: string[] }>('confirm', { setup, code });
    expect(confirmed.status).toBe(200);
    expect(new Set(confirmed.body.recovery_codes).size).toBe(10);
    expect([await me(other), await me(cookie), await me(cookieOf(confirmed))]).toEqual([401, 401, 200]);
    cookie = cookieOf(confirmed);
    expect((await show()).body).toEqual({ on: true, recovery_codes_left: 10 });
    const list = await server.call<{ users: Body[] }>('GET', '/api/v2/users', { cookie });
    expect(list.body.users).toContainEqual(expect.objectContaining({ username, second_factor: true }));
    expect(list.body.users).toContainEqual(
      expect.objectContaining({ username: 'admin', second_factor: false }),
    );
    expect((await call('confirm', { setup, code })).status).toBe(409);
    expect((await start()).status).toBe(409);
  });

  it('is turned on only once when two set-ups are confirmed at the same moment', async () => {
    const setups = await Promise.all([start(), start()]);
    const answers = await Promise.all(
      setups.map(({ body: { setup, uri } }) =>
        call('confirm', { setup, code: codeAt(uri, server.clock.now()) }),
      ),
    );
    // Turning it on in one login ends the other login.
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it("is not turned on with a wrong password, with a set-up that is old or another user's, or by an API key", async () => {
    expect(await call('start', { current_password: 'wrong' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'current_password' }] },
    });
    const { setup, uri } = (await start()).body;
    const adminsSetup = await call<StartedSecondFactorAnswer>(
      'start',
      { current_password: ADMIN_PASSWORD },
      admin,
    );
    const foreign = { setup: adminsSetup.body.setup, code: codeAt(adminsSetup.body.uri, server.clock.now()) };
    server.clock.advance(SETUP_MS);
    for (const body of [
      foreign,
      { setup, code: codeAt(uri, server.clock.now()) },
      { setup: 'x', code: '1' },
    ]) {
      expect(await call('confirm', body)).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'setup' }] },
      });
    }
    expect(await call('confirm', {})).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'setup' }, { field: 'code' }] },
    });
    const key = await server.createKey({ name: 'k', role: 'admin', username });
    const body = { current_password: PASSWORD };
    expect((await server.call('POST', '/api/v2/auth/second-factor/start', { key, body })).status).toBe(403);
    expect((await show()).body['on']).toBe(false);
  });

  it('asks for a code after the right password only, and accepts the code of the app', async () => {
    const { code } = await turnOn();
    const missing = await logIn();
    expect(missing).toMatchObject(refusedFor('code_required'));
    expect(missing.headers.getSetCookie()).toEqual([]);
    const wrongPassword = await logIn(code(), '192.0.2.1', 'wrong');
    expect(wrongPassword.status).toBe(401);
    expect(wrongPassword.body).not.toHaveProperty('reason');
    expect(await logIn(wrongOf(code()))).toMatchObject(refusedFor('code_wrong'));
    const shown = code();
    const answer = await logIn(`${shown.slice(0, 3)} ${shown.slice(3)}`);
    expect(answer.status).toBe(200);
    expect(await me(cookieOf(answer))).toBe(200);
  });

  it('accepts codes of the step before and of the step after, each once, and no codes of other steps', async () => {
    const { code } = await turnOn();
    server.clock.advance(5 * STEP_MS);
    for (const steps of [-2, 2]) expect((await logIn(code(steps))).status).toBe(401);
    expect((await logIn(code(-1))).status).toBe(200);
    expect(await logIn(code(-1))).toMatchObject(refusedFor('code_wrong'));
    expect((await logIn(code(1))).status).toBe(200);
    // A code that is earlier than a used one counts as used too.
    expect(await logIn(code())).toMatchObject(refusedFor('code_wrong'));
  });

  it('does not accept again the code that turned it on', async () => {
    const { code } = await turnOn();
    expect(await logIn(code(-1))).toMatchObject(refusedFor('code_wrong'));
  });

  it('admits only one of many logins that use the same code at the same moment', async () => {
    const { code, recoveryCodes } = await turnOn();
    const statusesOf = async (codes: readonly (string | undefined)[]) =>
      (await Promise.all(codes.map((each) => logIn(each)))).map(({ status }) => status).sort();
    expect(await statusesOf([code(), code(), code(), code()])).toEqual([200, 401, 401, 401]);
    const [first, second] = recoveryCodes;
    expect(await statusesOf([first, first, second])).toEqual([200, 200, 401]);
  });

  it('accepts codes again after the clock was ahead', async () => {
    const { code } = await turnOn();
    const now = server.clock.now();
    server.clock.advance(10 * 24 * 3_600_000);
    expect((await logIn(code())).status).toBe(200);
    server.clock.set(now);
    expect((await logIn(code())).status).toBe(200);
    expect((await logIn(code())).status).toBe(401);
  });

  it('accepts a recovery code once, also in upper case and with spaces', async () => {
    const { recoveryCodes } = await turnOn();
    const [code = ''] = recoveryCodes;
    expect((await logIn(code.toUpperCase().replaceAll('-', ' '))).status).toBe(200);
    expect(await logIn(code)).toMatchObject(refusedFor('code_wrong'));
    expect((await show()).body['recovery_codes_left']).toBe(9);
  });

  it('renews the recovery codes with the password and a code', async () => {
    const { code, recoveryCodes } = await turnOn();
    const renew = (body: Body) => call<{ recovery_codes: string[] }>('recovery-codes', body);
    expect(await renew({ current_password: PASSWORD, code: wrongOf(code()) })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'code' }] },
    });
    expect(await renew({ current_password: 'wrong', code: code() })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'current_password' }] },
    });
    const renewed = await renew({ current_password: PASSWORD, code: code() });
    expect(renewed.body.recovery_codes).toHaveLength(10);
    expect((await logIn(recoveryCodes[0])).status).toBe(401);
    expect((await logIn(renewed.body.recovery_codes[0])).status).toBe(200);
  });

  it('is turned off with the password and a code, which ends all other logins', async () => {
    const { code, recoveryCodes } = await turnOn();
    const [recoveryCode = ''] = recoveryCodes;
    const other = cookieOf(await logIn(code()));
    const off = (body: Body) => call('off', body);
    expect((await off({ current_password: PASSWORD })).status).toBe(400);
    // The login above has used this code already.
    expect((await off({ current_password: PASSWORD, code: code() })).status).toBe(400);
    expect((await off({ current_password: 'wrong', code: recoveryCode })).status).toBe(400);
    expect((await show()).body['on']).toBe(true);
    const answer = await off({ current_password: PASSWORD, code: recoveryCode });
    expect(answer.status).toBe(204);
    cookie = cookieOf(answer);
    expect([await me(other), await me(cookie)]).toEqual([401, 200]);
    expect((await show()).body['on']).toBe(false);
    expect((await off({ current_password: PASSWORD, code: recoveryCode })).status).toBe(409);
    expect((await logIn()).status).toBe(200);
  });

  it('limits wrong codes over all networks, and does not count from zero again after the right password', async () => {
    const { code } = await turnOn();
    for (let i = 0; i < MAX_WRONG_CODES_PER_ACCOUNT; i++) {
      expect(await logIn(wrongOf(code()), `198.51.100.${i}`)).toMatchObject(refusedFor('code_wrong'));
      expect(await logIn(undefined, `198.51.100.${i}`)).toMatchObject(refusedFor('code_required'));
    }
    expect((await logIn(code(), '203.0.113.9')).status).toBe(429);
    server.clock.advance(ATTEMPTS_WINDOW_MS);
    expect((await logIn(code(), '203.0.113.9')).status).toBe(200);
  });

  it('counts a wrong code as a failed login from its network', async () => {
    const { code } = await turnOn();
    for (let i = 0; i < 5; i++) await logIn(wrongOf(code()));
    for (let i = 0; i < 5; i++) await logIn(undefined, '192.0.2.1', 'wrong');
    expect((await logIn()).status).toBe(429);
    expect(await logIn(undefined, '203.0.113.9')).toMatchObject(refusedFor('code_required'));
  });

  it('is removed by another admin, which ends all logins of the user', async () => {
    const path = `/api/v2/users/${encodeURIComponent(username)}/second-factor`;
    const remove = (as: { cookie?: string; key?: string }) => server.call('DELETE', path, as);
    expect((await remove({ cookie: admin })).status).toBe(409);
    await turnOn();
    // A stolen login of an admin must not be enough to turn the second factor off, nor must a key that this login
    // makes.
    expect((await remove({ cookie })).status).toBe(409);
    const { body } = await server.call<{ key: string }>('POST', '/api/v2/api-keys', {
      cookie,
      body: { name: 'k', role: 'admin' },
    });
    expect((await remove({ key: body.key })).status).toBe(409);
    expect(await logIn()).toMatchObject(refusedFor('code_required'));

    expect((await remove({ cookie: admin })).status).toBe(204);
    expect(await me(cookie)).toBe(401);
    expect((await logIn()).status).toBe(200);
    const missing = await server.call('DELETE', '/api/v2/users/nobody/second-factor', { cookie: admin });
    expect(missing.status).toBe(404);
  });

  it('stays on after a reset of the password, and is removed with its user', async () => {
    await turnOn();
    const path = `/api/v2/users/${encodeURIComponent(username)}`;
    const { body } = await server.call<{ password: string }>('POST', `${path}/reset`, { cookie: admin });
    expect(await logIn(undefined, '192.0.2.1', body.password)).toMatchObject(refusedFor('code_required'));
    await server.call('DELETE', path, { cookie: admin });
    await server.call('POST', '/api/v2/users', { cookie: admin, body: { username, password: PASSWORD } });
    expect((await logIn()).status).toBe(200);
  });

  it('has each change, and each login of its user, in the audit log, without any code or secret', async () => {
    const { secret } = (await start()).body;
    const { code, recoveryCodes } = await turnOn();
    const [recoveryCode = ''] = recoveryCodes;
    // Both logins lack the code. The audit log says so only once in 15 minutes.
    await logIn();
    await logIn();
    await logIn(wrongOf(code()));
    await logIn(recoveryCode);
    await call('recovery-codes', { current_password: PASSWORD, code: code() });
    await call('off', { current_password: 'wrong', code: code() });
    server.clock.advance(STEP_MS);
    cookie = cookieOf(await call('off', { current_password: PASSWORD, code: code() }));
    await turnOn();
    const path = `/api/v2/users/${encodeURIComponent(username)}/second-factor`;
    await server.call('DELETE', path, { cookie: admin });
    expect(await entries()).toEqual([
      'create-user admin done',
      'login done',
      'turn-on-second-factor done',
      'login code required refused',
      'login wrong code refused',
      'use-recovery-code 9 left done',
      'login with a code done',
      'renew-recovery-codes done',
      'turn-off-second-factor refused',
      'turn-off-second-factor done',
      'turn-on-second-factor done',
      'remove-second-factor done',
    ]);
    const { text } = await server.call('GET', '/api/v2/audit?limit=500', { cookie: admin });
    for (const hidden of [secret, recoveryCode, ...recoveryCodes]) expect(text).not.toContain(hidden);
  });
});
