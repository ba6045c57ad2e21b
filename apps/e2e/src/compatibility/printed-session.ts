import { readFileSync } from 'node:fs';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { type BrowserTab, Chromium, WebSite } from '@dwell/browsing';
import { DwellServer, run, scratchStore, UsageError } from '@dwell/programs';
import { type Check, CHECKS, TTL_SECONDS } from './printed-session/checks.js';
import { type PatchedClass, patchClass } from './printed-session/patched-class.js';

const USAGE = "npm run try:printed-session -- <the document that prints sessman's class Session>";

const WAIT = 'const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));';

const pageOf = (script: string): string =>
  `<!doctype html><title>A page</title><link rel="icon" href="data:,"><script>${script}</script>`;

const readClass = (file: string): PatchedClass => {
  try {
    return patchClass(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
};

/** Returns what went wrong in the page during a check, or undefined. */
const problemOf = async (check: Check, tab: BrowserTab, api: string): Promise<string | undefined> => {
  tab.problems.length = 0;
  const found = await tab
    .evaluate<unknown>(`(async () => { ${check.script} })()`)
    .catch((error: unknown) => String(error));
  const expected: unknown = JSON.parse(JSON.stringify(check.expected).replaceAll('"API', `"${api}`));
  if (!isDeepStrictEqual(found, expected)) {
    return `${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`;
  }
  const errors = [...tab.problems];
  const patterns = check.errors ?? [];
  const missing = patterns.filter((pattern) => !errors.some((each) => pattern.test(each)));
  const unexpected = errors.filter((each) => !patterns.some((pattern) => pattern.test(each)));
  return missing.length + unexpected.length === 0
    ? undefined
    : `in the console: missing ${missing.join()}; not expected ${unexpected.join()}`;
};

/**
 * Runs the class `Session` that a document prints, with its known bugs fixed, in a page of another site, against a real
 * server. Resolves to the exit code of the program.
 */
const tryPrintedSession = async (): Promise<number> => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError('One document is needed');
  if (!Chromium.isInstalled()) throw new Error('There is no Chromium: install it, or name it in CHROMIUM');
  const { code, diff } = readClass(file);
  console.log(`The class as printed, but for:\n\n${diff.join('\n')}\n`);

  const site = await WebSite.start();
  site.serve('/', { body: pageOf(code) });
  site.serve('/text', { body: 'no JSON', type: 'text/plain' });
  const server = await DwellServer.start({
    databaseUrl: scratchStore(undefined).databaseUrl('sessman'),
    logLevel: 'warn',
    env: { ALLOWED_ORIGINS: site.foreignUrl, SESSMAN_TTL: String(TTL_SECONDS) },
  });
  const browser = await Chromium.launch();
  try {
    const tab = await (await browser.newPerson()).open(site.foreignUrl);
    const api = `${server.url}/sessman`;
    await tab.evaluate(
      'new Promise((resolve) => (document.readyState === "complete" ? resolve() : onload = resolve))',
    );
    await tab.evaluate(
      `${WAIT} const api = '${api}', key = '${server.reporterKey}', texts = '${site.foreignUrl}/text';`,
    );
    let failures = 0;
    for (const check of CHECKS) {
      const problem = await problemOf(check, tab, api);
      if (problem !== undefined) failures++;
      console.log(
        `${problem === undefined ? 'ok    ' : 'WRONG '} ${check.name}${problem === undefined ? '' : `: ${problem}`}`,
      );
    }
    console.log(`\n${CHECKS.length - failures} of ${CHECKS.length} hold`);
    return failures === 0 ? 0 : 1;
  } finally {
    await browser.close();
    await server.stop();
    await site.close();
  }
};

await run(USAGE, tryPrintedSession);
