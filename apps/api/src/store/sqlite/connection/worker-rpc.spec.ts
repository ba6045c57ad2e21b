import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreUnavailableError, StoreUnusableError } from '../../ports/errors.js';
import { commitWorkerUrl } from '../workers/worker-urls.js';
import { WorkerClient } from './worker-rpc.js';

interface Methods extends Record<string, (...args: never[]) => unknown> {
  echo: (value: unknown) => unknown;
  fail: (name: string, message: string, code?: string) => void;
  die: () => void;
}

const SERVICE = `
import { serve } from '${new URL('../connection/worker-rpc.js', commitWorkerUrl).href}';
serve(() => ({
  methods: {
    echo: (value) => value,
    fail: (name, message, code) => { throw Object.assign(new Error(message), { name, code }); },
    die: () => process.exit(1),
  },
  close: () => undefined,
}));
`;

describe('calling a worker', () => {
  let client: WorkerClient<Methods>;
  beforeEach(async () => {
    client = new WorkerClient<Methods>(new URL(`data:text/javascript,${encodeURIComponent(SERVICE)}`));
    await client.open(undefined);
  });
  afterEach(() => client.close());

  it('answers each call with its own result', async () => {
    const values = [1, 'two', undefined, null, [4, ['five']], new Map([['six', 6]])];
    expect(await Promise.all(values.map((value) => client.call('echo', value)))).toEqual(values);
    expect(client.load).toBe(0);
  });

  it.each(['SQLITE_FULL', 'SQLITE_BUSY', 'SQLITE_IOERR_WRITE', 'SQLITE_READONLY', 'SQLITE_CORRUPT'])(
    'tells that the database can not take it now: %s',
    async (code) => {
      const error: unknown = await client
        .call('fail', 'SqliteError', 'no', code)
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(StoreUnavailableError);
      expect(error).toMatchObject({ cause: { message: 'no', code } });
    },
  );

  it('keeps mistakes apart from a database that is not available', async () => {
    const error: unknown = await client
      .call('fail', 'SqliteError', 'no such column: x', 'SQLITE_ERROR')
      .catch((thrown: unknown) => thrown);
    expect(error).not.toBeInstanceOf(StoreUnavailableError);
    expect(error).toMatchObject({ message: expect.stringContaining('no such column: x') });
    expect(error).toMatchObject({ cause: { code: 'SQLITE_ERROR' } });
  });

  it('carries the line that says why a database can not be used', async () => {
    const refused = client.call('fail', 'StoreUnusableError', 'one clear line');
    await expect(refused).rejects.toThrow(new StoreUnusableError('one clear line'));
  });

  it('rejects what is waiting, and all that comes later, when the worker dies', async () => {
    const waiting = [client.call('die'), client.call('echo', 1)];
    for (const call of waiting) await expect(call).rejects.toThrow(StoreUnavailableError);
    await expect(client.call('echo', 2)).rejects.toThrow(StoreUnavailableError);
  });

  it('does what it was given before it closes', async () => {
    const given = [1, 2, 3].map((value) => client.call('echo', value));
    await client.close();
    expect(await Promise.all(given)).toEqual([1, 2, 3]);
    await expect(client.call('echo', 4)).rejects.toThrow(StoreUnavailableError);
    await client.close();
  });
});
