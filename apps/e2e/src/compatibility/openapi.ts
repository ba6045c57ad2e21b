import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { DwellServer, numberOption, run, scratchStore } from '@dwell/programs';

const USAGE = 'npm run try:openapi -- [--seconds 60] [--seed 1]';

/** The command of Schemathesis, which is a package of Python. */
const SCHEMATHESIS = process.env['SCHEMATHESIS'] ?? 'schemathesis';

/** What must hold for every answer: no 5xx, and status, type, headers and body as the document says. */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];

/**
 * Lets Schemathesis make up requests from the OpenAPI document, and checks the answers. Resolves to the exit code of
 * Schemathesis, or to 0 if it is not installed.
 */
const tryOpenApi = async (stop: AbortSignal): Promise<number> => {
  const { values } = parseArgs({
    options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } },
  });
  const seconds = numberOption('seconds', values.seconds, { min: 1, max: 86_400 });
  const seed = numberOption('seed', values.seed, { min: 0, max: 2 ** 31 });
  if (spawnSync(SCHEMATHESIS, ['--version']).status !== 0) {
    console.log(
      `SKIPPED: there is no ${SCHEMATHESIS}; pip install schemathesis, or name it in SCHEMATHESIS.`,
    );
    return 0;
  }
  const databaseUrl = scratchStore().databaseUrl('described');
  const server = await DwellServer.start({ databaseUrl, logLevel: 'error' });
  try {
    const key = await server.createKey('admin');
    const args = [
      ...['run', `${server.url}/api/openapi.json`, '--url', server.url],
      ...['--header', `Authorization: Bearer ${key}`, '--checks', CHECKS.join(',')],
      // A live stream never ends, so its answer can't be checked.
      ...['--exclude-path', '/api/v2/live'],
      ...['--phases', 'fuzzing', '--max-time', String(seconds), '--seed', String(seed)],
      ...['--continue-on-failure', '--suppress-health-check', 'all', '--warnings', 'off'],
    ];
    const child = spawn(SCHEMATHESIS, args, { stdio: 'inherit', signal: stop });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code ?? 1;
  } finally {
    await server.stop();
  }
};

await run(USAGE, tryOpenApi);
