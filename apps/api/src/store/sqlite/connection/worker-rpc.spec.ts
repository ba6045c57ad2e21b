import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreUnavailableError, StoreUnusableError } from '../../ports/errors.js';
import { type Remote, WorkerClient } from './worker-rpc.js';

interface Methods extends Record<string, (...args: never[]) => unknown> {
  echo: (value: unknown) => unknown;
  fail: (name: string, message: string, code?: string) => void;
  die: () => void;
}

/** Runs worker-rpc.ts itself, and the sources that it imports as `.js`: SWC makes JavaScript of them, as Jest does. */
const SERVICE = `
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
const { transformFileSync } = createRequire(${JSON.stringify(__filename)})('@swc/core');
registerHooks({
  resolve: (name, context, next) => next(name.replace(/^(\\..*)\\.js$/, '$1.ts'), context),
  load: (url, context, next) => {
    if (!url.endsWith('.ts')) return next(url, context);
    const { code } = transformFileSync(fileURLToPath(url), { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' } });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
const { serve } = await import('${pathToFileURL(join(__dirname, 'worker-rpc.ts')).href}');
serve(() => ({
  methods: {
    echo: (value) => value,
    fail: (name, message, code) => { throw Object.assign(new Error(message), { name, code }); },
    die: () => process.exit(1),
  },
  close: () => undefined,
}));
`;

describe('A worker', () => {
  let client: WorkerClient<Methods>;
  let worker: Remote<Methods>;
  beforeEach(async () => {
    client = new WorkerClient<Methods>(new URL(`data:text/javascript,${encodeURIComponent(SERVICE)}`));
    worker = await client.open(undefined);
  });
  afterEach(() => client.close());

  it('answers each call with its own result', async () => {
    const values = [1, 'two', undefined, null, [4, ['five']], new Map([['six', 6]])];
    expect(await Promise.all(values.map((value) => worker.echo(value)))).toEqual(values);
  });

  it.each(['SQLITE_FULL', 'SQLITE_BUSY', 'SQLITE_IOERR_WRITE', 'SQLITE_READONLY', 'SQLITE_CORRUPT'])(
    'rejects with a StoreUnavailableError for %s',
    async (code) => {
      const error: unknown = await worker.fail('SqliteError', 'no', code).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(StoreUnavailableError);
      expect(error).toMatchObject({ cause: { message: 'no', code } });
    },
  );

  it('rejects with another error for a mistake in a statement', async () => {
    const error: unknown = await worker
      .fail('SqliteError', 'no such column: x', 'SQLITE_ERROR')
      .catch((thrown: unknown) => thrown);
    expect(error).not.toBeInstanceOf(StoreUnavailableError);
    expect(error).toMatchObject({ message: expect.stringContaining('no such column: x') });
    expect(error).toMatchObject({ cause: { code: 'SQLITE_ERROR' } });
  });

  it('rejects with the StoreUnusableError that the service threw', async () => {
    const refused = worker.fail('StoreUnusableError', 'one clear line');
    await expect(refused).rejects.toThrow(new StoreUnusableError('one clear line'));
  });

  it('rejects waiting and later calls when its thread dies', async () => {
    const waiting = [worker.die(), worker.echo(1)];
    for (const call of waiting) await expect(call).rejects.toThrow(StoreUnavailableError);
    await expect(worker.echo(2)).rejects.toThrow(StoreUnavailableError);
  });

  it('answers earlier calls before it closes, and rejects later ones', async () => {
    const given = [1, 2, 3].map((value) => worker.echo(value));
    await client.close();
    expect(await Promise.all(given)).toEqual([1, 2, 3]);
    await expect(worker.echo(4)).rejects.toThrow(StoreUnavailableError);
    await client.close();
  });
});
