import { beforeAll, expect, it, jest } from '@jest/globals';
import type { SessionsAnswer } from '@dwell/shared';
import type { BrowserContext, Page } from 'playwright-core';
import { addAxe, expectAccessible } from '../support/accessibility.js';
import { AWKWARD_NAMES, awkwardHistory } from '../support/awkward-names.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { history } from '../support/history.js';
import { expectFits } from '../support/layout.js';
import { eventually } from '../support/screen.js';
import { type PageOptions, type Stage, useStage } from '../support/stage.js';

/** Folder for screenshots of the screens. Without it, the tests take none. */
const SHOTS = process.env['DWELL_SHOTS'];

const WIDTHS = [360, 390, 768, 1366, 2560];
const SCHEMES = ['light', 'dark'] as const;
const HEIGHT = 900;

/** A screen is checked ten times, which takes some 10 seconds on an idle machine. */
jest.setTimeout(300_000);

/** Opens a page in one state, and resolves when it is drawn. */
type Open = (page: Page) => Promise<void>;

const goTo =
  (path: string, drawn: Open): Open =>
  async (page) => {
    await page.goto(path);
    await drawn(page);
  };

const hasTable = (name: string) => (page: Page) => page.getByRole('table', { name }).waitFor();
const hasText = (text: string) => (page: Page) => page.getByText(text).first().waitFor();
const hasChart = (page: Page) => page.getByTestId('chart').getByTestId('bar').first().waitFor();

const overview = goTo('/', hasChart);
const sessions = goTo('/sessions', hasTable('Sessions'));
const users = goTo('/settings/users', hasTable('Users'));
const apiKeys = goTo('/settings/api-keys', hasTable('API keys'));

/** Opens a page and then does something on it. */
const then =
  (open: Open, ...steps: Open[]): Open =>
  async (page) => {
    await open(page);
    for (const step of steps) await step(page);
  };

const click =
  (role: 'button' | 'combobox' | 'menuitem' | 'textbox', name: string | RegExp): Open =>
  (page) =>
    page.getByRole(role, { name }).first().click();

const sees =
  (role: 'option' | 'menu' | 'dialog' | 'grid' | 'menuitem'): Open =>
  (page) =>
    page.getByRole(role).first().waitFor();

/** Lets the page lose its contact with the server. */
const loseContact: Open = async (page) => {
  await page.route('**/readyz', (route) => route.abort());
  await hasText('No answer from the server since')(page);
};

/** How long a page may take to settle after a change of its width, or while it loads new figures, in milliseconds. */
const SETTLE_MS = 2_000;

/** Asserts that a screen fits and is accessible at every width, light and dark. Collects what is wrong at any of them. */
const expectGoodScreen = async (
  stage: Stage,
  name: string,
  open: Open,
  options: PageOptions = {},
): Promise<void> => {
  const failures: string[] = [];
  for (const colorScheme of SCHEMES) {
    const page = await stage.newPage({ colorScheme, reducedMotion: 'reduce', ...options });
    await addAxe(page);
    await page.setViewportSize({ width: WIDTHS[0] ?? 0, height: HEIGHT });
    await open(page);
    for (const width of WIDTHS) {
      const where = `${name} at ${String(width)} px, ${colorScheme}`;
      await page.setViewportSize({ width, height: HEIGHT });
      try {
        await eventually(() => expectFits(page, where), SETTLE_MS);
      } catch (error) {
        failures.push(String(error));
      }
      try {
        await eventually(() => expectAccessible(page, where), SETTLE_MS);
      } catch (error) {
        failures.push(String(error));
      }
      if (SHOTS !== undefined) {
        await page.screenshot({ path: `${SHOTS}/${name}-${String(width)}-${colorScheme}.png` });
      }
    }
    await page.context().close();
  }
  if (failures.length > 0) throw new Error(failures.join('\n'));
};

describeInBrowser('every screen, with names of any legal kind', () => {
  const stage = useStage(() => [...history(), ...awkwardHistory(Date.now())]);

  const context = async (): Promise<BrowserContext> => (await stage().newPage()).context();

  beforeAll(async () => {
    const { request } = await context();
    for (const name of Object.values(AWKWARD_NAMES)) {
      const user = { username: name, role: 'reporter', password: 'correct horse battery' };
      expect((await request.post('/api/v2/users', { data: user })).status()).toBe(201);
      const key = { name, role: 'reporter', username: name };
      expect((await request.post('/api/v2/api-keys', { data: key })).status()).toBe(201);
    }
  });

  const sessionOf =
    (username: string): Open =>
    async (page) => {
      const answer = await stage().server.get<SessionsAnswer>('sessions', { 'usernames[]': username });
      await page.goto(`/sessions/${answer.sessions[0]?._id ?? ''}`);
      await page.getByTestId('trail').waitFor();
    };

  it.each<[string, Open]>([
    ['overview', overview],
    ['overview-hours', goTo('/?range=today&bucket=hour', hasChart)],
    ['overview-all-views', then(overview, click('button', /^Show all/))],
    ['overview-tabs', then(overview, click('button', 'Tabs of /orders'))],
    ['overview-as-table', then(overview, click('button', 'Show as table'))],
    [
      'overview-filtered',
      goTo(
        `/?${new URLSearchParams({ usernames: AWKWARD_NAMES.word, view: AWKWARD_NAMES.word }).toString()}`,
        hasChart,
      ),
    ],
    ['overview-nothing', goTo('/?from=1000000000&to=1000086400', hasText('No time on page'))],
    ['window-picker', then(overview, click('button', /^Last 7 days/), hasText('Apply'))],
    ['users-picker', then(overview, click('combobox', 'Users'), sees('option'))],
    ['view-picker', then(overview, click('combobox', 'View'), sees('option'))],
    ['colour-scheme-menu', then(overview, click('button', 'Colour scheme'), sees('menu'))],
    ['account-menu', then(overview, click('button', /^Account of/), sees('menu'))],
    [
      'change-password',
      then(overview, click('button', /^Account of/), click('menuitem', 'Change password'), sees('dialog')),
    ],
    ['sessions', sessions],
    ['sessions-none', goTo('/sessions?from=1000000000&to=1000086400', hasText('No sessions match'))],
    ['minimum-picker', then(sessions, click('combobox', 'Minimum time visible'), sees('option'))],
    ['users', users],
    ['user-menu', then(users, click('button', /^Actions for/), sees('menu'))],
    [
      'remove-user',
      then(users, click('button', /^Actions for .{200}/), click('menuitem', 'Remove user'), sees('dialog')),
    ],
    ['create-user', then(users, click('button', 'Create user'), sees('dialog'))],
    ['api-keys', apiKeys],
    ['revoke-key', then(apiKeys, click('button', /^Revoke .{200}/), sees('dialog'))],
    ['snippet', goTo('/settings/snippet', (page) => page.getByTestId('snippet').waitFor())],
  ])('fits and is accessible at every width, light and dark: %s', (name, open) =>
    expectGoodScreen(stage(), name, open),
  );

  it.each(Object.entries(AWKWARD_NAMES))(
    'fits and is accessible at every width, light and dark: the session of the user with the name %s',
    (name, username) => expectGoodScreen(stage(), `session-${name}`, sessionOf(username)),
  );

  it.each<[string, Open]>([
    ['overview-stale', then(overview, loseContact)],
    ['sessions-stale', then(sessions, loseContact)],
    ['session-stale', (page) => then(sessionOf(AWKWARD_NAMES.word), loseContact)(page)],
  ])(
    'fits and is accessible at every width, light and dark, while the server does not answer: %s',
    (name, open) => expectGoodScreen(stage(), name, open, { expected: ['Failed to load resource: net::'] }),
  );

  it('fits and is accessible at every width, light and dark: the login page', () =>
    expectGoodScreen(
      stage(),
      'login',
      goTo('/login', (page) => page.getByLabel('Username').waitFor()),
      {
        as: null,
        expected: ['401 GET /api/v2/auth/me'],
      },
    ));

  it('fits and is accessible at every width, light and dark: a page that does not exist', () =>
    expectGoodScreen(stage(), 'not-found', goTo('/no/such/page', hasText('Page not found')), {
      expected: ['404 GET /no/such/page'],
    }));

  it('fits and is accessible at every width, light and dark: a page for a user who may not read', () =>
    expectGoodScreen(stage(), 'reporter', goTo('/', hasText('Your role may send keepalives')), {
      as: { username: AWKWARD_NAMES.word, password: 'correct horse battery' },
    }));
});

describeInBrowser('the guide of an empty database', () => {
  const stage = useStage(() => []);

  it('fits and is accessible at every width, light and dark', () =>
    expectGoodScreen(stage(), 'guide', goTo('/', hasText('Nothing is recorded yet'))));

  it('fits and is accessible at every width, light and dark, with a key', () =>
    expectGoodScreen(
      stage(),
      'guide-with-key',
      then(
        goTo('/', hasText('Nothing is recorded yet')),
        click('button', 'Create a reporter key'),
        hasText('The key is in the code below'),
      ),
    ));
});
