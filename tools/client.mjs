/**
 * Generates what follows from the types of the answers and from the server: `npm run client`.
 *
 * 1. From the types in libs/shared: the schemas of the answers, which the server's OpenAPI document contains.
 * 2. From the OpenAPI document of the server: the types of libs/client.
 *
 * With --check, changes nothing: reads an OpenAPI document as JSON from the standard input, and fails with the names of
 * the files that differ.
 */
import './node-version.mjs';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { ANSWER_SCHEMAS, answerSchemas } from './client/answer-schemas.mjs';
import { CLIENT_TYPES, clientTypes } from './client/client-types.mjs';
import { pathOf } from './client/files.mjs';

const isCurrent = (file, content) =>
  existsSync(pathOf(file)) && readFileSync(pathOf(file), 'utf8') === content;

const update = (file, content) => {
  const current = isCurrent(file, content);
  if (!current) writeFileSync(pathOf(file), content);
  console.log(`${file}: ${current ? 'is up to date' : 'has changed'}`);
};

/** Resolves to the OpenAPI document of the server, which is built and started for this. */
const readDocument = async () => {
  const { status } = spawnSync(process.execPath, [pathOf('tools/nx.mjs'), 'build', '@dwell/api'], {
    cwd: pathOf('.'),
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(1);
  const { readSettings, startServer } = await import(pathToFileURL(pathOf('apps/api/dist/index.js')).href);
  const folder = mkdtempSync(join(tmpdir(), 'dwell-client-'));
  const settings = readSettings(
    { PORT: '0', DATABASE_URL: `file:${folder}/dwell.db`, LOG_LEVEL: 'silent' },
    folder,
  );
  const server = await startServer(settings);
  try {
    return await (await fetch(`${server.url}/api/openapi.json`)).json();
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
};

if (process.argv.includes('--check')) {
  const document = JSON.parse(await text(process.stdin));
  const stale = [
    ...(isCurrent(ANSWER_SCHEMAS, await answerSchemas()) ? [] : [ANSWER_SCHEMAS]),
    ...(isCurrent(CLIENT_TYPES, await clientTypes(document)) ? [] : [CLIENT_TYPES]),
  ];
  console.log(stale.map((file) => `${file} is not up to date: run npm run client, and commit it`).join('\n'));
  process.exit(stale.length > 0 ? 1 : 0);
}
update(ANSWER_SCHEMAS, await answerSchemas());
update(CLIENT_TYPES, await clientTypes(await readDocument()));
