/**
 * Checks the packages of others that Dwell uses: `npm run audit`. Fails on a licence that is not allowed, on an install
 * script that nobody has decided about, and on a known vulnerability of a package that the `dependencies` of any
 * workspace need, directly or through other packages; packages that only `devDependencies` need are not checked for
 * vulnerabilities. The registry says which vulnerabilities are known. If it does not answer, the program says so and
 * does not fail.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { licenceProblems, readAdvisories, scriptProblems } from './supply-chain/checks.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const REGISTRY_TIMEOUT_MS = 60_000;

const readJson = (file) => JSON.parse(readFileSync(`${ROOT}${file}`, 'utf8'));
const { packages } = readJson('package-lock.json');
const { allowScripts } = readJson('package.json');

const report = (what, problems) => {
  process.stdout.write(`${what}: ${problems.length === 0 ? 'no problem' : `${problems.length} problems`}\n`);
  for (const problem of problems) process.stdout.write(`  ${problem}\n`);
  return problems.length;
};

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: ROOT,
  encoding: 'utf8',
  timeout: REGISTRY_TIMEOUT_MS,
  // No limit, because a report that was cut off would look like a registry that did not answer.
  maxBuffer: Infinity,
  stdio: ['ignore', 'pipe', 'ignore'],
});
const advisories = readAdvisories(stdout ?? '');
let problems = report('licences', licenceProblems(packages));
problems += report('install scripts', scriptProblems(packages, allowScripts));
if (advisories) problems += report('known vulnerabilities', advisories);
else process.stdout.write('known vulnerabilities: NOT CHECKED, because the registry did not answer\n');
process.exit(problems > 0 ? 1 : 0);
