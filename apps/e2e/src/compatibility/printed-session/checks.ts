/** How long session data lives in the server under test, in seconds. */
export const TTL_SECONDS = 2;

export interface Check {
  /** What the check expects. The numbers are those of the session manager's cases, which other test titles name too. */
  readonly name: string;
  /**
   * The body of an async function that runs in the page. It can use `Session`, `api`, `key`, `texts` and `wait(ms)`,
   * and returns the observed value.
   */
  readonly script: string;
  readonly expected: unknown;
  /** Patterns of the console errors that the check provokes. Each pattern must match one error. */
  readonly errors?: readonly RegExp[];
}

const CREATE = `const session = await Session.create('ann & bob', { base_url: api, auth: key, data: { a: 1 } });`;

const NOT_FOUND = [/status of 404/, /Request failed with status: 404/];

export const CHECKS: readonly Check[] = [
  {
    name: 'S52: a new Session has its options, and makes no request',
    script: `const session = new Session('ann', { base_url: api });
      return [session.user, session.base_url, session.data, session.session_id ?? 'none'];`,
    expected: ['ann', 'API', {}, 'none'],
  },
  {
    name: 'S53, S55, S57: Session.create with an API key returns a session with an id and the data',
    script: `${CREATE} return [/^[0-9a-f]{32}$/.test(session.session_id), session.data];`,
    expected: [true, { a: 1 }],
  },
  {
    name: 'S54: get_command_url encodes the parameters and joins them',
    script: `const session = new Session('ann', { base_url: api });
      return [session.get_command_url('get', { a: 1, b: 'x y&z' }), session.get_command_url('get')];`,
    expected: ['API/get?a=1&b=x%20y%26z', 'API/get?'],
  },
  {
    name: 'S24, S57, S59: updateSession stores the changed data',
    script: `${CREATE}
      session.data.b = 'é 🙂';
      await session.updateSession();
      const found = await session.get_data('get', { session_id: session.session_id, userid: 'ann & bob' });
      return [session.data, found.data, found.session_id === session.session_id];`,
    expected: [{ a: 1, b: 'é 🙂' }, { a: 1, b: 'é 🙂' }, true],
  },
  {
    name: 'S35: another user does not find the session',
    script: `${CREATE} return session.get_data('get', { session_id: session.session_id, userid: 'ann' });`,
    expected: null,
    errors: NOT_FOUND,
  },
  {
    name: 'S12, S56, S57: Session.create with a wrong API key creates no session on the server, and throws nothing',
    script: `const session = await Session.create('ann', { base_url: api, auth: 'wrong', data: { a: 1 } });
      return [session.session_id ?? 'none', session.data];`,
    expected: ['none', { a: 1 }],
    errors: [
      /status of 403/,
      /Request failed with status: 403/,
      /Invalid data received during session creation/,
    ],
  },
  {
    name: 'S58: an update that fails leaves the local data as they are',
    script: `${CREATE}
      session.session_id = '0'.repeat(32);
      session.data = { b: 2 };
      await session.updateSession();
      return session.data;`,
    expected: { b: 2 },
    errors: [...NOT_FOUND, /Invalid data received during session update/],
  },
  {
    name: 'S56: get_data returns an answer that is not JSON as text',
    script: `return new Session('ann', { base_url: texts }).get_data('get');`,
    expected: 'no JSON',
    errors: [/Error parsing JSON/],
  },
  {
    name: `S26, S43: a session lives for ${TTL_SECONDS} s after its last update, then it is gone`,
    script: `${CREATE}
      const find = () => session.get_data('get', { session_id: session.session_id });
      await wait(${TTL_SECONDS * 750});
      await session.updateSession();
      await wait(${TTL_SECONDS * 750});
      const before = (await find())?.data;
      await wait(${TTL_SECONDS * 500});
      return [before, await find()];`,
    expected: [{ a: 1 }, null],
    errors: NOT_FOUND,
  },
];
