import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { history } from '../support/history.js';
import { expectSearch } from '../support/screen.js';
import { useStage } from '../support/stage.js';

const LONG = encodeURIComponent('ﷺ'.repeat(513));

/** Queries with values that no page can use, each with a parameter that the page's notice must name. */
const QUERIES = [
  ['tz=Europe/Atlantis', 'time zone'],
  ['tz=%2B05:30&usernames=ann', 'time zone'],
  ['tz=Etc/Unknown&range=century', 'time zone'],
  ['from=1700000000000&to=1700000600000', 'start'],
  ['from=0&to=99999999999&bucket=hour', 'end'],
  ['from=0.0001&to=0.0002', 'start'],
  ['from=1e3&to=0x7d0', 'end'],
  ['from=200&to=100&compare=decade', 'comparison'],
  [`view=${LONG}`, 'view'],
  ['view=%00&usernames=%00&username=%00', 'beginning of a username'],
  ['usernames=ann&usernames=%ff%fe%00', 'user'],
  [`usernames=${Array.from({ length: 501 }, (_, n) => n).join('&usernames=')}`, 'user'],
  ['sort=password&order=up&state=asleep&bucket=second', 'sort column'],
  ['min_duration=99999999999&state=here', 'minimum time visible'],
  ['state=here&order=asc', 'state'],
  ['sort=view_duration', 'sort column'],
  ['view=/orders&view=/stock', 'view'],
  ['min_duration=0.0004&__proto__=1&cursor=%zz&constructor[]=2', 'minimum time visible'],
] as const;

/** Queries with valid values of all kinds. */
const ODD_BUT_VALID = [
  'tz=europe/paris&from=0&to=1&view=__proto__',
  'from=0&to=946000000&bucket=hour',
  'from=99999999000&to=99999999999&compare=year',
  'from=1&to=2.0005&min_duration=0.001&username=%25_*',
  'view=/orders&state=here&sort=view_duration',
  `usernames=${encodeURIComponent('%_\\.*')}&view=${encodeURIComponent('$x.y')}&sort=username&order=desc`,
];

describeInBrowser('a link to the dashboard', () => {
  const stage = useStage(history);

  /** Waits until the page has loaded all that it asks the API for, and expects no error message. */
  const waitForContent = async (page: Page): Promise<void> => {
    await page.getByRole('main').waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByRole('alert').count()).toBe(0);
  };

  it.each(['/', '/sessions', '/settings/users'])(
    'opens %s without an error, whatever its parameters say, and names what it leaves out',
    async (path) => {
      const page = await stage().newPage();
      for (const [query, name] of QUERIES) {
        await page.goto(`${path}?${query}`);
        await waitForContent(page);
        await page.getByRole('status').getByText(`The link’s ${name} `).waitFor();
      }
    },
  );

  it.each(['/', '/sessions'])('opens %s without a word about odd values that are valid', async (path) => {
    const page = await stage().newPage();
    for (const query of ODD_BUT_VALID) {
      await page.goto(`${path}?${query}`);
      await waitForContent(page);
      expect(await page.getByText('was left out').count()).toBe(0);
    }
  });

  it('shows its notice until the user closes it or opens another page', async () => {
    const page = await stage().openPage('/sessions?tz=Europe/Atlantis&usernames=ann');
    const notice = page.getByText(
      'The link’s time zone \u2068Europe/Atlantis\u2069 can’t be used and was left out.',
    );
    await notice.waitFor();
    await expectSearch(page, { usernames: 'ann' });
    await page.getByRole('button', { name: 'Close' }).click();
    expect(await notice.count()).toBe(0);

    await page.goto('/?tz=Europe/Atlantis');
    await notice.waitFor();
    await page.getByRole('link', { name: 'Sessions' }).click();
    await page.getByRole('table', { name: 'Sessions' }).waitFor();
    expect(await notice.count()).toBe(0);
  });

  it.each(['Etc/Unknown', '+05:30', '', undefined])(
    'shows times in UTC and says so in a browser whose time zone is %j',
    async (timeZone) => {
      const page = await stage().newPage();
      await page.addInitScript((zone) => {
        const original = Intl.DateTimeFormat.prototype.resolvedOptions;
        Intl.DateTimeFormat.prototype.resolvedOptions = function (this: Intl.DateTimeFormat) {
          return { ...original.call(this), timeZone: zone };
        };
      }, timeZone);
      const [request] = await Promise.all([
        page.waitForRequest((sent) => new URL(sent.url()).pathname === '/api/v2/statistics/timeline'),
        page.goto('/'),
      ]);
      expect(new URL(request.url()).searchParams.get('tz')).toBe('UTC');
      const words = page.getByText('Your browser names no time zone that Dwell knows; times are in UTC.');
      await words.waitFor();
      await waitForContent(page);
      await page.goto('/?tz=Asia/Kathmandu');
      await waitForContent(page);
      expect(await words.count()).toBe(0);
    },
  );
});
