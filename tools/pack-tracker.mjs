/**
 * Checks the tracker's npm package: `npm run pack:tracker`. Packs the tracker, installs the tarball in an empty Vite
 * project with TypeScript, checks the types, builds, measures the bundle, imports the tracker in Node, and
 * runs the bundle in Chromium against a real server.
 * The exit code is 0 when every check holds.
 */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pass } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ADMIN = { username: 'admin', password: 'only for this run' };
const STAY_MS = 2_000;
/** The largest accepted error of a recorded time, in milliseconds. */
const MAX_ERROR_MS = 200;

const children = [];

const readJson = (file) => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));

/** The files of the empty project. Its entry only starts the tracker. */
const PROJECT = {
  'package.json': '{ "private": true, "type": "module" }',
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      strict: true,
      noEmit: true,
      target: 'es2022',
      lib: ['es2022', 'dom'],
      module: 'esnext',
      moduleResolution: 'bundler',
      types: [],
      skipLibCheck: false,
    },
    include: ['src'],
  }),
  // Vite's polyfill would count as part of the bundle.
  'vite.config.js': 'export default { build: { modulePreload: { polyfill: false } } };',
  'index.html':
    '<!doctype html><link rel="icon" href="data:," /><body data-url="http://127.0.0.1:3000"><script type="module" src="/src/main.ts"></script>',
  'src/main.ts':
    "import { startTracker } from '@dwell/tracker';\nstartTracker({ url: document.body.dataset.url });\n",
};

/** Runs a program and returns its output. @throws Error with the output when the exit code is not 0 */
const run = (cwd, command, ...args) => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
};

const say = (what, result) => console.log(`${what.padEnd(34)} ${result}`);

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(2)} kB`;

/** Packs the tracker, prints the tarball's files, and returns the tarball's path. */
const pack = (folder) => {
  const [{ filename, size, files }] = JSON.parse(
    run(join(ROOT, 'libs/tracker'), 'npm', 'pack', '--json', '--pack-destination', folder),
  );
  say('tarball', `${filename}, ${kilobytes(size)}`);
  for (const { path, size } of files) console.log(`  ${path} ${size}`);
  const names = files.map(({ path }) => path);
  for (const name of ['LICENSE', 'README.md', 'dist/index.d.ts', 'dist/tracker.js']) {
    assert(names.includes(name), `${name} is missing in the tarball`);
  }
  const strange = names.filter(
    (name) => !/^(LICENSE|README\.md|package\.json|dist\/[\w-]+(\.d\.ts|\.js))$/.test(name),
  );
  assert.deepEqual(strange, [], 'files in the tarball that nobody needs');
  return join(folder, filename);
};

/** Creates an empty project and installs the tarball in it. */
const createProject = (folder, tarball) => {
  mkdirSync(join(folder, 'src'), { recursive: true });
  for (const [name, content] of Object.entries(PROJECT)) writeFileSync(join(folder, name), content);
  const { typescript } = readJson('package.json').devDependencies;
  const { vite } = readJson('libs/tracker/package.json').devDependencies;
  const tools = [`vite@${vite}`, `typescript@${typescript}`];
  run(folder, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', tarball, ...tools);
  say('installed with', tools.join(', '));
};

const checkTypes = (folder, resolution, module) => {
  const args = ['tsc', '-p', '.', '--moduleResolution', resolution, '--module', module];
  assert.equal(run(folder, 'npx', ...args), '', `tsc with moduleResolution ${resolution}`);
  say(`tsc, moduleResolution ${resolution}`, 'no complaint');
};

const build = (folder) => {
  run(folder, 'npx', 'vite', 'build', '--logLevel', 'warn');
  const assets = join(folder, 'dist/assets');
  const [bundle, ...others] = readdirSync(assets);
  assert.deepEqual(others, [], 'one bundle');
  const code = readFileSync(join(assets, bundle));
  assert(!code.includes('createSession'), 'the Session client is in a bundle that does not use it');
  say(
    'bundle that starts the tracker',
    `${kilobytes(code.length)}, gzip ${gzipSync(code, { level: 9 }).length} B`,
  );
};

const importInNode = (folder) => {
  const script = "import { startTracker } from '@dwell/tracker'; startTracker().stop();";
  run(folder, process.execPath, '--input-type=module', '-e', script);
  say('imported and started in Node', 'does nothing');
};

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
};

/** Starts a server of this repository. Resolves with its URL when it is ready. */
const start = async (script, args, env) => {
  const { PATH } = process.env;
  const child = spawn(process.execPath, [join(ROOT, script), ...args], {
    env: { PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface(child.stdout)) {
    const url = /^(?:Dwell is ready on )?(http:\S+)$/.exec(line)?.[1];
    if (url) return url;
  }
  throw new Error(`${script} ended before it was ready`);
};

/** Opens the built project in a browser that is logged in to a server, and checks the times that the server records. */
const runInChromium = async (folder) => {
  const { CHROMIUM, CHROMIUM_FLAGS } = await import('@dwell/browsing');
  const port = await freePort();
  const api = await start('apps/api/dist/main.js', [], {
    PORT: '0',
    DATABASE_URL: `file:${join(folder, 'dwell.db')}`,
    ADMIN_PASSWORD: ADMIN.password,
    ALLOWED_ORIGINS: `http://127.0.0.1:${port}`,
    LOG_LEVEL: 'warn',
  });
  const application = await start('examples/serve.mjs', [folder], { PORT: port, DWELL_URL: api });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...CHROMIUM_FLAGS] });
  try {
    const context = await browser.newContext();
    await context.request.post(`${api}/api/v2/auth/login`, { data: ADMIN });
    const stays = await visit(await context.newPage(), application);
    await pass(500);
    const answer = await context.request.get(`${api}/api/v2/sessions`);
    const [session] = (await answer.json()).sessions;
    for (const [view, truth] of Object.entries(stays)) {
      const recorded = 1000 * (session?.tab_duration[view] ?? 0);
      say(`in Chromium, ${view}`, `recorded ${recorded.toFixed(0)} ms of ${truth.toFixed(0)} ms`);
      assert(Math.abs(recorded - truth) <= MAX_ERROR_MS, `what is recorded of ${view}`);
    }
  } finally {
    await browser.close();
  }
};

/** Stays on two views and closes the page. Resolves with the time on each view, in milliseconds. */
const visit = async (page, url) => {
  const isAnswered = (response) => response.url().endsWith('/keepalive') && response.ok();
  const answer = page.waitForResponse(isAnswered).then(() => performance.now());
  const [opened] = await Promise.all([answer, page.goto(url)]);
  await pass(STAY_MS);
  await page.evaluate(`history.pushState(null, '', '/second')`);
  const changed = performance.now();
  await pass(STAY_MS);
  const closed = performance.now();
  await page.close();
  return { '/': changed - opened, '/second': closed - changed };
};

const needed = ['@dwell/tracker', '@dwell/api', '@dwell/browsing'];
run(ROOT, process.execPath, 'tools/nx.mjs', 'run-many', '-t', 'build', '-p', ...needed);
const scratch = mkdtempSync(join(tmpdir(), 'dwell-pack-'));
try {
  const project = join(scratch, 'project');
  createProject(project, pack(scratch));
  checkTypes(project, 'bundler', 'esnext');
  checkTypes(project, 'nodenext', 'nodenext');
  build(project);
  importInNode(project);
  await runInChromium(project);
} finally {
  for (const child of children) child.kill();
  await Promise.all(children.map((child) => child.exitCode ?? child.signalCode ?? once(child, 'exit')));
  rmSync(scratch, { recursive: true });
}
