import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CHROMIUM, CHROMIUM_FLAGS } from '@dwell/browsing';
import { run } from '@dwell/programs';
import { type BrowserContext, chromium } from 'playwright-core';

const USAGE = 'npm run pictures -- [--folder docs/images]';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const DEMO = join(ROOT, 'apps/demo/dist/demo.js');

/** How long a page may take to show its figures, and how long it then gets to stop moving, in milliseconds. */
const FIGURES_MS = 30_000;
const SETTLE_MS = 500;

/** A page to take a picture of. */
interface Picture {
  /** The name of the picture's file, without `.png`. */
  readonly name: string;
  readonly path: string;
  /** A text that the page shows once it has its figures. */
  readonly shows: string;
}

/** Starts the demo, and returns it with its address. */
const startDemo = async (stop: AbortSignal): Promise<{ demo: ChildProcess; url: string }> => {
  const demo = spawn(process.execPath, [DEMO], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
    signal: stop,
  });
  for await (const line of createInterface({ input: demo.stdout })) {
    const url = /ready on (\S+)/.exec(line)?.[1];
    if (url !== undefined) {
      // The rest of what the demo prints is not read, and must not stop it.
      demo.stdout.resume();
      return { demo, url };
    }
  }
  throw new Error('the demo did not start');
};

/**
 * Returns the pages to take pictures of. The view and the person have the most time of all; the session has the most of
 * that person's.
 */
const choosePictures = async ({ request }: BrowserContext): Promise<Picture[]> => {
  const get = async <Answer>(path: string): Promise<Answer> =>
    (await (await request.get(`/api/v2/${path}`)).json()) as Answer;
  const { views } = await get<{ views: { view: string }[] }>('statistics/views');
  const { users } = await get<{ users: { username: string }[] }>('statistics/users?search=.');
  const view = encodeURIComponent(views[0]?.view ?? '');
  const user = encodeURIComponent(users[0]?.username ?? '');
  const { sessions } = await get<{ sessions: { _id: string }[] }>(
    `sessions?usernames[]=${user}&sort=visible_duration&order=desc&limit=1`,
  );
  return [
    { name: 'overview', path: '/', shows: 'Time on page by view' },
    { name: 'live', path: '/live', shows: 'People by view' },
    { name: 'views', path: '/views', shows: 'Median visit' },
    { name: 'view', path: `/views?view=${view}`, shows: 'Visits by length' },
    { name: 'people', path: '/people', shows: 'Top view' },
    { name: 'person', path: `/people?usernames=${user}`, shows: 'Calendar' },
    { name: 'sessions', path: '/sessions', shows: 'Last view' },
    { name: 'session', path: `/sessions/${sessions[0]?._id ?? ''}`, shows: 'All stretches' },
  ];
};

/** Takes a picture of each page of the dashboard, on the data of the demo. */
const takePictures = async (stop: AbortSignal): Promise<number> => {
  const { values } = parseArgs({ options: { folder: { type: 'string', default: 'docs/images' } } });
  await mkdir(values.folder, { recursive: true });
  const { demo, url } = await startDemo(stop);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...CHROMIUM_FLAGS] });
  try {
    const context = await browser.newContext({
      baseURL: url,
      viewport: { width: 1280, height: 960 },
      locale: 'en-GB',
      timezoneId: 'UTC',
      colorScheme: 'light',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(FIGURES_MS);
    await context.request.post('/api/v2/auth/login', { data: { username: 'admin', password: 'demo' } });
    const page = await context.newPage();
    for (const { name, path, shows } of await choosePictures(context)) {
      await page.goto(path);
      await page.getByText(shows).first().waitFor();
      await page.waitForTimeout(SETTLE_MS);
      const file = join(values.folder, `${name}.png`);
      await page.screenshot({ path: file });
      console.log(file);
    }
  } finally {
    await browser.close();
    demo.kill('SIGINT');
    await once(demo, 'exit');
  }
  return 0;
};

await run(USAGE, takePictures);
