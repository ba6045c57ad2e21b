import { execFile } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { REPOSITORY_ROOT } from '../../platform/repository-root.js';
import { TestServer } from '../../testing/test-server.js';

/** Resolves to a line for each generated file that does not match this OpenAPI document; to '' if all match. */
const checkClient = (document: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      ['tools/client.mjs', '--check'],
      { cwd: REPOSITORY_ROOT },
      (error, stdout, stderr) => {
        if (error && stdout === '') reject(new Error(stderr, { cause: error }));
        else resolve(stdout.trim());
      },
    );
    child.stdin?.end(document);
  });

it("libs/client and the schemas of the answers match the server's OpenAPI document (if not, run npm run client)", async () => {
  const server = await TestServer.start();
  try {
    const { text, body } = await server.call<{ info: object }>('GET', '/api/openapi.json');
    expect(await checkClient(text)).toBe('');
    const other = { ...body, paths: {} };
    expect(await checkClient(JSON.stringify(other))).toContain('libs/client/src/api.ts is not up to date');
  } finally {
    await server.close();
  }
});
