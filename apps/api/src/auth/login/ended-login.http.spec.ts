import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { LoginsAnswer, StartedSecondFactorAnswer } from '@dwell/shared';
import { URI } from 'otpauth';
import { cookieOf, TestServer } from '../../testing/test-server.js';
import { Codes } from '../codes/codes.js';
import { KnownDevices } from './known-devices.js';
import { Passwords } from './passwords.js';

const PASSWORD = 'violet umbrella 42';
const NEW_PASSWORD = 'a better horse battery';

const ENDED = {
  status: 401,
  body: { statusCode: 401, message: 'Your login has ended meanwhile; log in again' },
};

describe('A login that is ended while its call is still running', () => {
  let server: TestServer;
  let admin: string;
  beforeAll(async () => {
    server = await TestServer.start();
    admin = await server.logIn();
  });
  afterAll(() => server.close());

  let users = 0;
  let username: string;
  /** The cookie of somebody else, who knows the password of the test's user and has logged in with it. */
  let stolen: string;
  /** The cookie of the test's user. */
  let own: string;
  beforeEach(async () => {
    username = `user ${users++}`;
    const body = { username, password: PASSWORD, must_change_password: false };
    await server.call('POST', '/api/v2/users', { cookie: admin, body });
    [stolen, own] = [await server.logIn(username, PASSWORD), await server.logIn(username, PASSWORD)];
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const post = <T = Record<string, unknown>>(path: string, cookie: string, body?: object) =>
    server.call<T>('POST', `/api/v2/auth/${path}`, { cookie, body });
  const startSetup = async (cookie: string) => {
    const body = { current_password: PASSWORD };
    const started = await post<StartedSecondFactorAnswer>('second-factor/start', cookie, body);
    const totp = URI.parse(started.body.uri);
    const code = 'period' in totp ? totp.generate({ timestamp: server.clock.now() }) : '';
    return { setup: started.body.setup, code };
  };
  const endLogins = async (): Promise<void> => {
    const path = `/api/v2/users/${encodeURIComponent(username)}/logins`;
    expect((await server.call('DELETE', path, { cookie: admin })).status).toBe(204);
  };
  const changePassword = async (): Promise<string> => {
    const body = { current_password: PASSWORD, new_password: NEW_PASSWORD };
    const answer = await post('password', own, body);
    expect(answer.status).toBe(204);
    return cookieOf(answer);
  };
  const find = () => server.running.database.accounts.findUser(username);

  /** Ends all logins as another process does: the guard's cache still admits them for a while. */
  const endElsewhere = async (): Promise<void> => {
    expect((await server.call('GET', '/api/v2/auth/me', { cookie: stolen })).status).toBe(200);
    await server.running.database.accounts.updateUser(username, { loginGeneration: 7 });
  };

  it.each([
    ['password', { current_password: PASSWORD, new_password: NEW_PASSWORD }],
    ['logout-everywhere', undefined],
    ['second-factor/start', { current_password: PASSWORD }],
    ['second-factor/confirm', { setup: 'x', code: '123456' }],
    ['second-factor/recovery-codes', { current_password: PASSWORD, code: '123456' }],
    ['second-factor/off', { current_password: PASSWORD, code: '123456' }],
  ])(
    'changes nothing and gets no new login if another process ended it: POST /auth/%s',
    async (path, body) => {
      await endElsewhere();
      const ended = await find();
      const answer = await post(path, stolen, body);
      expect(answer).toMatchObject(ENDED);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(await find()).toEqual(ended);
    },
  );

  it('does not end the logins that began later if another process ended it', async () => {
    await endElsewhere();
    const later = await server.logIn(username, PASSWORD);
    expect((await server.call('DELETE', '/api/v2/auth/logins', { cookie: stolen })).status).toBe(204);
    const { body } = await server.call<LoginsAnswer>('GET', '/api/v2/auth/logins', { cookie: later });
    expect(body.count).toBe(1);
  });

  it('leaves no set-up of a second factor that a later login could confirm', async () => {
    const setup = await startSetup(stolen);
    const fresh = await changePassword();
    expect(await post('second-factor/confirm', fresh, setup)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'setup', message: 'is over; start again' }] },
    });
    expect(await find()).not.toHaveProperty('secondFactor');
  });

  it('turns no second factor on if it ends while the code is checked', async () => {
    const setup = await startSetup(stolen);
    jest.spyOn(Codes.prototype, 'make').mockImplementationOnce(async () => {
      await changePassword();
      return { factor: { sealedSecret: 'sealed', usedStep: 0, recoveryHashes: [] }, recoveryCodes: [] };
    });
    const answer = await post('second-factor/confirm', stolen, setup);
    expect(answer).toMatchObject(ENDED);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await find()).not.toHaveProperty('secondFactor');
  });

  it('is refused if it ends before its password is checked', async () => {
    jest.spyOn(KnownDevices.prototype, 'find').mockImplementationOnce(async () => {
      await endLogins();
      return undefined;
    });
    const { passwordHash } = (await find()) ?? {};
    const body = { current_password: PASSWORD, new_password: NEW_PASSWORD };
    expect(await post('password', stolen, body)).toMatchObject(ENDED);
    expect(await find()).toMatchObject({ passwordHash });
  });

  it('does not overwrite the password of a reset, which must still be changed at the next login', async () => {
    let given = '';
    jest.spyOn(Passwords.prototype, 'hash').mockImplementationOnce(async () => {
      const path = `/api/v2/users/${encodeURIComponent(username)}/reset`;
      given = (await server.call<{ password: string }>('POST', path, { cookie: admin })).body.password;
      return 'a hash of the new password';
    });
    const body = { current_password: PASSWORD, new_password: NEW_PASSWORD };
    const answer = await post('password', own, body);
    expect(answer).toMatchObject(ENDED);
    expect(answer.headers.getSetCookie()).toEqual([]);
    const credentials = { username, password: given };
    const login = await server.call('POST', '/api/v2/auth/login', { body: credentials });
    expect(login).toMatchObject({ status: 200, body: { must_change_password: true } });
  });

  it.each(['off', 'recovery-codes'])(
    'changes no second factor if it ends after its code was checked: POST /auth/second-factor/%s',
    async (path) => {
      const confirmed = await post('second-factor/confirm', own, await startSetup(own));
      const factor = (await find())?.secondFactor;
      expect(factor).toBeDefined();
      jest.spyOn(Codes.prototype, 'use').mockImplementationOnce(async () => {
        await endLogins();
        return true;
      });
      const body = { current_password: PASSWORD, code: '123456' };
      const answer = await post(`second-factor/${path}`, cookieOf(confirmed), body);
      expect(answer).toMatchObject(ENDED);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect((await find())?.secondFactor).toEqual(factor);
    },
  );
});
