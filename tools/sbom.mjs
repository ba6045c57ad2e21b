/**
 * Writes the list of all packages that the server and the dashboard contain, as CycloneDX, to dist/sbom.cdx.json:
 * `npm run sbom`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FILE = 'dist/sbom.cdx.json';

const { status, stdout } = spawnSync(
  'npm',
  [
    'sbom',
    '--sbom-format',
    'cyclonedx',
    '--omit',
    'dev',
    '--workspace',
    '@dwell/api',
    '--workspace',
    '@dwell/dashboard',
  ],
  { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'inherit'] },
);
if (status !== 0) process.exit(1);
mkdirSync(`${ROOT}dist`, { recursive: true });
writeFileSync(`${ROOT}${FILE}`, stdout);
process.stdout.write(`${FILE}: ${JSON.parse(stdout).components.length} packages\n`);
