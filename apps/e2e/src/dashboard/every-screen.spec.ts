import { beforeAll, expect, it, jest } from '@jest/globals';
import {
  MAX_ANNOTATION_LENGTH,
  MAX_SAVED_VIEW_NAME_LENGTH,
  type SessionsAnswer,
  type UsersAnswer,
} from '@dwell/shared';
import type { BrowserContext, Page } from 'playwright-core';
import { AWKWARD_NAMES, awkwardHistory } from '../support/awkward-names.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { expectGoodScreen, HEIGHT, SETTLE_MS, WIDTHS } from '../support/good-screen.js';
import { expectFits } from '../support/layout.js';
import {
  answers,
  click,
  fill,
  goTo,
  hasChart,
  hasTable,
  hasText,
  type Open,
  sees,
  then,
} from '../support/open-screen.js';
import { recordDemo } from '../support/record-demo.js';
import { eventually } from '../support/screen.js';
import { ADMIN } from '../support/server.js';
import { useStage } from '../support/stage.js';

const DAY = 24 * 3_600_000;

/**
 * Problems that are expected on some screens: the page asks for something that does not exist, or the server does not
 * answer.
 */
const EXPECTED = [
  '404 GET /api/v2/sessions/no-such-session',
  '404 GET /api/v2/groups/gone/members',
  '404 GET /no/such/page',
  'Failed to load resource: net::',
];

/** A day before the history of the demo, in which only the users with awkward names worked. */
const AWKWARD_DAY = { from: Date.now() - 42 * DAY, to: Date.now() - 41 * DAY };

/** A search whose values no page can use. One of them is very long. */
const ODD_SEARCH =
  'tz=Europe/Atlantis&from=1e3&to=0x7d0&sort=password&state=asleep&min_duration=none&view=' +
  'w'.repeat(4_000);

const query = (parameters: Readonly<Record<string, string | number>>): string =>
  new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)])).toString();

const awkwardDay = query({ from: AWKWARD_DAY.from / 1000, to: AWKWARD_DAY.to / 1000 });

/** The check of a screen takes some seconds on an idle machine, and minutes on a busy one. */
jest.setTimeout(300_000);

const overview = goTo('/', hasChart);
const views = goTo('/views', hasTable('Views'));
const aView = goTo('/views?view=/alarms', hasTable('People on this view'));
const sessions = goTo('/sessions', hasTable('Sessions'));
const people = goTo('/people', hasTable('People'));
/** The demo's person with the most time. */
const person: Open = async (page) => {
  await people(page);
  await page.getByRole('table', { name: 'People' }).getByRole('link').first().click();
  await hasCalendar(page);
};
const users = goTo('/settings/users', hasTable('Users'));
const groups = goTo('/settings/groups', hasTable('Groups'));
const apiKeys = goTo('/settings/api-keys', hasTable('API keys'));

const hasCalendar: Open = async (page) => {
  await page.getByTestId('calendar').waitFor();
  await page.getByRole('table', { name: 'Sessions' }).waitFor();
};

const showLengthsAsTable: Open = async (page) => {
  const panel = page.getByRole('region', { name: 'Visits by length' });
  await panel.getByRole('button', { name: 'Show as table' }).click();
  await panel.getByRole('table').waitFor();
};

/** Lets the page lose its contact with the server. */
const loseContact: Open = async (page) => {
  await page.route('**/readyz', (route) => route.abort());
  await hasText('No answer from the server since')(page);
};

/** Lets the list of users say that all of them have a second factor. */
const everybodyHasASecondFactor: Open = async (page) => {
  await page.route('**/api/v2/users', async (route) => {
    const response = await route.fetch();
    const { users } = (await response.json()) as UsersAnswer;
    const json = { users: users.map((user) => ({ ...user, second_factor: true })) };
    await route.fulfill({ response, json });
  });
};

/** Opens the overview with annotations as long as texts may be. */
const annotated = then(
  answers('**/api/v2/annotations?*', 200, {
    description: 'Annotations',
    annotations: Object.values(AWKWARD_NAMES).map((name, index) => ({
      id: String(index),
      at: Math.floor(Date.now() / 1000) - (index % 4) * 86_400,
      text: name.slice(0, MAX_ANNOTATION_LENGTH),
      author: index % 2 === 0 ? ADMIN.username : name,
      created_at: 1_772_442_000,
    })),
  }),
  overview,
  hasText('Add an annotation'),
);

/** Opens the menu of saved views, with names as long as names may be. */
const savedViews = then(
  answers('**/api/v2/saved-views', 200, {
    description: 'Saved views',
    saved_views: Object.values(AWKWARD_NAMES).flatMap((name, index) =>
      [ADMIN.username, name].map((owner) => ({
        id: `${String(index)} ${owner}`,
        name: name.slice(0, MAX_SAVED_VIEW_NAME_LENGTH),
        page: 'overview',
        query: index === 0 ? '' : 'range=30d',
        owner,
        shared: owner !== ADMIN.username || index % 2 === 0,
        created_at: 1_772_442_000,
      })),
    ),
  }),
  overview,
  click('button', 'Saved views'),
  sees('menuitem'),
);

/**
 * A page with little on it, on which the menus and dialogs of the shell are checked. On a large page, checking the page
 * below them would take longer than checking them, and each large page is checked as a screen of its own.
 */
const snippet = goTo('/settings/snippet', (page) => page.getByTestId('snippet').waitFor());

const secondFactor = then(snippet, click('button', /^Account of/), click('menuitem', 'Second factor'));
const FACTOR_IS_ON = answers('**/auth/second-factor', 200, { on: true, recovery_codes_left: 9 });
const RECOVERY_CODES = Array.from({ length: 10 }, (_, n) => `${String(n)}abc-defg-hijk-lmno`);

describeInBrowser('every screen, on the data of the demo and with names of any legal kind', () => {
  const stage = useStage(
    () => [...awkwardHistory(AWKWARD_DAY.to), ...awkwardHistory(Date.now())],
    undefined,
    recordDemo,
  );

  let context: BrowserContext;

  /** Returns an empty page of the logged-in admin. */
  const newPage = (): Promise<Page> => context.newPage();

  beforeAll(async () => {
    context = await stage().keepContext({ reducedMotion: 'reduce', expected: EXPECTED });
    const { request } = context;
    for (const name of Object.values(AWKWARD_NAMES)) {
      const user = {
        username: name,
        role: 'reporter',
        password: 'correct horse battery',
        must_change_password: false,
      };
      expect((await request.post('/api/v2/users', { data: user })).status()).toBe(201);
      const key = { name, role: 'reporter', username: name };
      expect((await request.post('/api/v2/api-keys', { data: key })).status()).toBe(201);
    }
    for (const name of [AWKWARD_NAMES.word, 'screens']) {
      expect((await request.post('/api/v2/groups', { data: { name } })).status()).toBe(201);
    }
    const members = `/api/v2/groups/${encodeURIComponent(AWKWARD_NAMES.word)}/members`;
    const usernames = Object.values(AWKWARD_NAMES);
    expect((await request.put(members, { data: { usernames } })).status()).toBe(200);
  });

  /** Opens the first session of a list. */
  const openSession = async (
    page: Page,
    list: Readonly<Record<string, string | number>>,
    search = '',
  ): Promise<void> => {
    const { sessions } = await stage().server.get<SessionsAnswer>('sessions', { ...list, limit: 1 });
    await page.goto(`/sessions/${sessions[0]?._id ?? ''}${search}`);
    await page.getByTestId('trail').waitFor();
  };

  const sessionOf =
    (username: string): Open =>
    (page) =>
      openSession(page, { 'usernames[]': username });

  const word = AWKWARD_NAMES.word;

  const openActiveSession: Open = async (page) => {
    await stage().server.report('zoe', 'sessionstart');
    await stage().server.report('zoe', 'keepalive', { visible: true, path: [word, word] });
    await openSession(page, { 'usernames[]': 'zoe', active: 'true' });
  };

  /** Opens the live page while users with awkward names are on views with awkward names, visible and hidden. */
  const openLive: Open = async (page) => {
    const { server } = stage();
    for (const [index, name] of Object.values(AWKWARD_NAMES).entries()) {
      await server.report(name, 'sessionstart');
      const ping = { page_id: 'page', visible: true, path: [index % 2 === 0 ? name : '/orders', name] };
      await server.report(name, 'keepalive', ping);
      if (index % 3 === 0) await server.report(name, 'session-hide', ping);
    }
    await server.report('zoe', 'sessionstart');
    await goTo('/live', (opened) => opened.getByTestId('live-row').first().waitFor())(page);
    await page.getByTestId('hour-curve').waitFor();
  };

  const withWord = (parameters: Readonly<Record<string, string>>): string =>
    query({ ...parameters, from: AWKWARD_DAY.from / 1000, to: AWKWARD_DAY.to / 1000 });
  it.each<[string, Open]>([
    ['overview', overview],
    ['palette', then(overview, click('button', /^Go to a page/), sees('dialog'), sees('option'))],
    ['overview-hours', goTo('/?range=yesterday&bucket=hour', hasChart)],
    ['overview-month', goTo('/?range=30d', hasChart)],
    ['overview-all-views', then(overview, click('button', /^Show all/))],
    ['overview-tabs', then(overview, click('button', /^Tabs of/))],
    ['overview-as-table', then(overview, click('button', 'Show as table'))],
    ['overview-names', goTo(`/?${awkwardDay}`, hasChart)],
    [
      'overview-names-tabs',
      then(
        goTo(`/?${awkwardDay}`, hasChart),
        click('button', 'Tabs of /orders'),
        click('button', /^Show all/),
      ),
    ],
    ['overview-names-table', then(goTo(`/?${awkwardDay}`, hasChart), click('button', 'Show as table'))],
    ['overview-names-filtered', goTo(`/?${withWord({ usernames: word, view: word })}`, hasChart)],
    ['overview-nothing', goTo('/?from=1000000000&to=1000086400', hasText('No time on page'))],
    ['overview-odd-link', goTo(`/?${ODD_SEARCH}`, hasText('can’t be used and was left out'))],
    ['window-picker', then(overview, click('button', /^Last 7 days/), hasText('Apply'))],
    ['comparison-picker', then(overview, click('combobox', 'Compare with'), sees('option'))],
    ['users-picker', then(overview, click('combobox', 'Users'), sees('option'))],
    ['overview-filtered', goTo(`/?${withWord({ groups: word, not_groups: 'screens' })}`, hasText('without'))],
    ['overview-missing-group', goTo(`/?groups=${word}&groups=gone`, hasText('does not exist any more'))],
    ['overview-beside', goTo(`/?${withWord({ groups: word, beside: 'others' })}`, hasText('Side by side'))],
    ['view-picker', then(goTo(`/?${awkwardDay}`, hasChart), click('combobox', 'View'), sees('option'))],
    ['annotations', annotated],
    ['annotations-all', then(annotated, click('button', /^Show all \d+$/))],
    ['add-annotation', then(annotated, click('button', 'Add an annotation'), sees('dialog'))],
    ['saved-views-menu', savedViews],
    ['save-view', then(savedViews, click('menuitem', 'Save this view'), sees('dialog'))],
    ['manage-views', then(savedViews, click('menuitem', 'Manage saved views'), sees('dialog'))],
    ['colour-scheme-menu', then(snippet, click('button', 'Colour scheme'), sees('menu'))],
    ['account-menu', then(snippet, click('button', /^Account of/), sees('menu'))],
    [
      'change-password',
      then(snippet, click('button', /^Account of/), click('menuitem', 'Change password'), sees('dialog')),
    ],
    ['second-factor-off', then(secondFactor, hasText('Protect your login'))],
    ['second-factor-on', then(FACTOR_IS_ON, secondFactor, hasText('You have 9 recovery codes left'))],
    [
      'second-factor-turn-on',
      then(
        secondFactor,
        click('button', 'Turn on'),
        fill('Password', ADMIN.password),
        click('button', 'Next'),
        hasText('Scan this'),
      ),
    ],
    [
      'second-factor-turn-off',
      then(FACTOR_IS_ON, secondFactor, click('button', 'Turn off'), hasText('Your login then needs')),
    ],
    [
      'recovery-codes',
      then(
        FACTOR_IS_ON,
        answers('**/auth/second-factor/recovery-codes', 200, { recovery_codes: RECOVERY_CODES }),
        secondFactor,
        click('button', 'New recovery codes'),
        fill('Password', 'any'),
        fill('Code', 'any'),
        click('button', 'New recovery codes'),
        hasText('save them somewhere else'),
      ),
    ],
    [
      'own-logins',
      then(snippet, click('button', /^Account of/), click('menuitem', 'Your logins'), hasText('This one')),
    ],
    ['live', openLive],
    ['live-paused', then(openLive, click('button', 'Pause'), hasText('Paused at'))],
    ['live-as-table', then(openLive, click('button', 'Show as table'))],
    ['live-of-view', then(openLive, goTo(`/live?${query({ view: '/orders' })}`, hasText('visible')))],
    ['live-not-found', then(openLive, goTo('/live?find=no+such+name', hasText('Nothing found')))],
    ['views', views],
    ['views-tabs', then(views, click('button', /^Tabs of/))],
    ['views-names', goTo(`/views?${awkwardDay}`, hasTable('Views'))],
    [
      'views-none-found',
      goTo(`/views?${query({ view_search: `${word.slice(1)}x` })}`, hasText('No view of this window')),
    ],
    ['views-unused', goTo(`/views?view_list=unused&${awkwardDay}`, hasTable('Views nobody opened'))],
    [
      'views-left-at-once',
      goTo(`/views?view_list=unused&left_within=3600&${awkwardDay}`, hasTable('Left at once')),
    ],
    ['view', aView],
    ['view-lengths-as-table', then(aView, showLengthsAsTable)],
    ['view-tabs-with-names', goTo('/views?view=/orders', hasTable('Tabs'))],
    ['view-names', goTo(`/views?${withWord({ view: word })}`, hasTable('People on this view'))],
    [
      'view-nothing',
      goTo('/views?view=/orders&from=1000000000&to=1000086400', hasText('No visit of this view')),
    ],
    ['sessions', sessions],
    ['sessions-names', goTo(`/sessions?${awkwardDay}`, hasTable('Sessions'))],
    [
      'sessions-columns',
      then(
        goTo(`/sessions?${awkwardDay}`, hasTable('Sessions')),
        async (page) => page.setViewportSize({ width: 1366, height: HEIGHT }),
        click('button', 'Columns'),
        sees('dialog'),
      ),
    ],
    ['sessions-of-view', goTo(`/sessions?${withWord({ view: word })}`, hasTable('Sessions'))],
    ['sessions-of-user', goTo(`/sessions?${withWord({ usernames: word })}`, hasTable('Sessions'))],
    ['sessions-beginning', goTo(`/sessions?${withWord({ username: word })}`, hasTable('Sessions'))],
    [
      'sessions-none',
      goTo(`/sessions?${query({ username: `${word.slice(1)}x` })}`, hasText('No sessions match')),
    ],
    [
      'sessions-typed',
      then(sessions, async (page) => {
        await page.getByRole('combobox', { name: 'Username begins with…' }).fill(word);
        await hasText('Pick a person, or keep the text')(page);
      }),
    ],
    ['sessions-odd-link', goTo(`/sessions?${ODD_SEARCH}`, hasText('can’t be used and was left out'))],
    ['minimum-picker', then(sessions, click('combobox', 'Minimum time visible'), sees('option'))],
    ['session-of-demo', (page) => openSession(page, { sort: 'visible_duration', order: 'desc' })],
    ['session-active', openActiveSession],
    ['session-none', goTo('/sessions/no-such-session', hasText('Session not found'))],
    ['session-of-view', (page) => openSession(page, { 'usernames[]': word }, `?${query({ view: word })}`)],
    ['people', people],
    ['people-names', goTo(`/people?${awkwardDay}`, hasTable('People'))],
    ['people-of-view', goTo(`/people?${withWord({ view: word })}`, hasTable('People'))],
    ['people-found', goTo(`/people?${awkwardDay}&person=a`, hasText('Seen before'))],
    [
      'people-none',
      goTo(`/people?${query({ person: `${word.slice(1)}x` })}`, hasText('Nobody found with time')),
    ],
    ['person-as-table', then(person, click('button', 'Show as table'))],
    ['person-unknown', goTo(`/people?usernames=${word.slice(1)}x`, hasText('Nobody with this name'))],
    ['users', users],
    ['user-menu', then(users, click('button', /^Actions for/), sees('menu'))],
    [
      'remove-second-factor',
      then(
        everybodyHasASecondFactor,
        users,
        click('button', /^Actions for .{200}/),
        click('menuitem', 'Remove second factor'),
        sees('dialog'),
      ),
    ],
    [
      'remove-user',
      then(users, click('button', /^Actions for .{200}/), click('menuitem', 'Remove user'), sees('dialog')),
    ],
    ['create-user', then(users, click('button', 'Create user'), sees('dialog'))],
    ['groups', groups],
    ['group-menu', then(groups, click('button', /^Actions for .{200}/), sees('menu'))],
    ['group', goTo(`/settings/groups?group=${word}`, hasTable(`Members of ${word}`))],
    ['group-without-members', goTo('/settings/groups?group=screens', hasText('This group has no members'))],
    ['group-missing', goTo('/settings/groups?group=gone', hasText('does not exist any more'))],
    ['create-group', then(groups, click('button', 'Create group'), sees('dialog'))],
    ['import-groups', then(groups, click('button', 'Import CSV'), sees('dialog'))],
    ['api-keys', apiKeys],
    ['create-key', then(apiKeys, click('button', 'Create API key'), sees('dialog'))],
    ['revoke-key', then(apiKeys, click('button', /^Revoke .{200}/), sees('dialog'))],
    ['audit', goTo('/settings/audit', hasTable('Audit log'))],
    ['snippet', snippet],
  ])('fits and is accessible at every width, light and dark: %s', async (name, open) =>
    expectGoodScreen(await newPage(), name, open),
  );

  it.each([1366, 2560])(
    'shows all columns of a list at %d px, also with names as long as names may be',
    async (width) => {
      const page = await newPage();
      await page.setViewportSize({ width, height: HEIGHT });
      await page.goto(`/sessions?${withWord({ view: word })}`);
      const table = page.getByRole('table', { name: 'Sessions' });
      await table.waitFor();
      await eventually(async () => {
        const panel = await page.getByRole('region', { name: 'Sessions' }).boundingBox();
        expect((await table.boundingBox())?.width).toBeLessThanOrEqual(panel?.width ?? 0);
      });
    },
  );

  it('fits at every width: a week by hours (it has so many bars that the accessibility check takes too long)', async () => {
    const page = await newPage();
    await page.goto('/?bucket=hour');
    await hasChart(page);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHT });
      await eventually(() => expectFits(page, `a week by hours at ${String(width)} px`), SETTLE_MS);
    }
  });

  it.each(Object.entries(AWKWARD_NAMES))(
    'fits and is accessible at every width, light and dark: the session of the user with the name %s',
    async (name, username) => expectGoodScreen(await newPage(), `session-${name}`, sessionOf(username)),
  );

  it.each(Object.entries(AWKWARD_NAMES))(
    'fits and is accessible at every width, light and dark: the page of the person with the name %s',
    async (name, username) =>
      expectGoodScreen(
        await newPage(),
        `person-${name}`,
        goTo(`/people?${query({ usernames: username })}`, hasCalendar),
      ),
  );

  it.each<[string, Open]>([
    ['overview-stale', then(overview, loseContact)],
    ['people-stale', then(people, loseContact)],
    ['person-stale', then(person, loseContact)],
    ['live-stale', (page) => then(openLive, loseContact)(page)],
    ['views-stale', then(views, loseContact)],
    ['view-stale', then(aView, loseContact)],
    ['sessions-stale', then(sessions, loseContact)],
    ['session-stale', (page) => then(sessionOf(AWKWARD_NAMES.word), loseContact)(page)],
  ])(
    'fits and is accessible at every width, light and dark, while the server does not answer: %s',
    async (name, open) => expectGoodScreen(await newPage(), name, open),
  );

  it('fits and is accessible at every width, light and dark: the login page', async () =>
    expectGoodScreen(
      await stage().newPage({ as: null, expected: ['401 GET /api/v2/auth/me'] }),
      'login',
      goTo('/login', (page) => page.getByLabel('Username').waitFor()),
    ));

  it('fits and is accessible at every width, light and dark: the form that asks for a code at the login', async () =>
    expectGoodScreen(
      await stage().newPage({
        as: null,
        expected: ['401 GET /api/v2/auth/me', '401 POST /api/v2/auth/login'],
      }),
      'login-code',
      then(
        answers('**/auth/login', 401, { statusCode: 401, reason: 'code_required' }),
        goTo('/login', async (page) => {
          await page.getByLabel('Username').fill(ADMIN.username);
          await page.getByLabel('Password', { exact: true }).fill('any');
        }),
        click('button', 'Log in'),
        click('button', 'Use a recovery code'),
      ),
    ));

  it('fits and is accessible at every width, light and dark: the page that asks users for a password of their own', async () => {
    const as = { username: 'given', password: 'violet umbrella 42' };
    const { request } = (await stage().newPage()).context();
    expect((await request.post('/api/v2/users', { data: as })).status()).toBe(201);
    const page = await stage().newPage({ as });
    await expectGoodScreen(page, 'first-password', goTo('/', hasText('Choose a password of your own')));
  });

  it('fits and is accessible at every width, light and dark: a page that does not exist', async () =>
    expectGoodScreen(await newPage(), 'not-found', goTo('/no/such/page', hasText('Page not found'))));

  it('fits and is accessible at every width, light and dark: a page for a user who may not read', async () =>
    expectGoodScreen(
      await stage().newPage({ as: { username: AWKWARD_NAMES.word, password: 'correct horse battery' } }),
      'reporter',
      goTo('/', hasText('Your role may send keepalives')),
    ));
});

describeInBrowser('the guide of an empty database', () => {
  const stage = useStage(() => []);

  it('fits and is accessible at every width, light and dark', async () =>
    expectGoodScreen(await stage().newPage(), 'guide', goTo('/', hasText('Nothing is recorded yet'))));

  it('fits and is accessible at every width, light and dark, with a key', async () =>
    expectGoodScreen(
      await stage().newPage(),
      'guide-with-key',
      then(
        goTo('/', hasText('Nothing is recorded yet')),
        click('button', 'Create a reporter key'),
        hasText('The key is in the code below'),
      ),
    ));
});
