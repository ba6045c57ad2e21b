import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Page as SitePage, WebSite } from '@dwell/browsing';
import type { SessionsAnswer } from '@dwell/shared';
import type { Page } from 'playwright-core';
import { eventually } from '../support/screen.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { useStage } from '../support/stage.js';

/** Returns a page that contains `script`. Its content security policy allows only `server`. */
const applicationPage = (script: string, server: string): SitePage => ({
  headers: { 'Content-Security-Policy': `default-src 'none'; script-src ${server}; connect-src ${server}` },
  body: `<!doctype html><title>Application</title>${script}`,
});

describeInBrowser('the onboarding', () => {
  let site: WebSite;
  beforeAll(async () => {
    site = await WebSite.start();
  });
  afterAll(() => site.close());
  const stage = useStage(
    () => [],
    () => ({ ALLOWED_ORIGINS: site.foreignUrl }),
  );

  const createKey = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Create a reporter key' }).click();
    await page.getByText('The key is in the code below').waitFor();
  };

  const waitForAnswer = (page: Page, call: string) =>
    page.waitForResponse(
      (each) =>
        each.url().endsWith(`/${call}`) && each.request().method() === 'POST' && each.status() === 200,
    );

  /** Opens `url`, goes on to its sub-view 42, and closes the page. Waits for the reports on both views. */
  const browse = async (application: Page, url: string): Promise<void> => {
    await Promise.all([
      waitForAnswer(application, 'sessionstart'),
      waitForAnswer(application, 'keepalive'),
      application.goto(url),
    ]);
    await Promise.all([
      waitForAnswer(application, 'keepalive'),
      application.evaluate(() => {
        history.pushState(null, '', `${location.pathname}/42`);
      }),
    ]);
    await application.close({ runBeforeUnload: true });
  };

  /** Waits until a session with time on `view` and on its sub-view 42 is recorded. */
  const expectSession = (view: string): Promise<void> =>
    eventually(async () => {
      const { sessions } = await stage().server.get<SessionsAnswer>('sessions', { view });
      expect(sessions).toMatchObject([{ username: 'anna', active: true }]);
      const { tab_duration = {}, visible_duration = 0 } = sessions[0] ?? {};
      // Only the report on closing the page gives the sub-view its time.
      expect(Object.keys(tab_duration)).toEqual([view, `${view}/42`]);
      expect(visible_duration).toBeGreaterThan(0);
    });

  it('shows a script; a page with this script reports its views, and the figures appear', async () => {
    const { server } = stage();
    const page = await stage().openPage('/');
    await page.getByRole('heading', { name: 'Nothing is recorded yet' }).waitFor();
    const snippet = page.getByLabel('In every page of your application').locator('code');
    expect(await snippet.innerText()).toContain('dwell_your-key');
    await createKey(page);
    const script = await snippet.innerText();
    expect(script).not.toContain('dwell_your-key');
    expect(script).toContain(`src="${server.url}/tracker.js"`);

    // An application with the same origin as the server.
    const application = await stage().newPage({ as: null });
    await application.route('**/application/**', (route) =>
      route.fulfill({ contentType: 'text/html', ...applicationPage(script, server.url) }),
    );
    await browse(application, '/application/orders');
    await expectSession('/application/orders');

    await page.getByRole('button', { name: 'Go to the overview' }).click();
    await page.getByTestId('figure-visible_duration').waitFor();
    await page.reload();
    await page.getByTestId('view-row').filter({ hasText: '/application/orders/42' }).waitFor();
  });

  it('shows a pinned script, which runs on another site unless its hash is wrong', async () => {
    const { server } = stage();
    const page = await stage().openPage('/settings/snippet');
    await createKey(page);
    await page.getByText('Pinned script', { exact: true }).click();
    const script = await page.getByTestId('snippet').locator('code').innerText();
    expect(script).toMatch(/src="\S+\/tracker-\S+\.js" async\s+integrity="sha384-\S{64}"\s+crossorigin=/);

    site.serve('/', applicationPage(script, server.url));
    await browse(await stage().newPage({ as: null }), `${site.foreignUrl}/stock`);
    await expectSession('/stock');

    const wrongHash = script.replace(/sha384-../, 'sha384-ab');
    site.serve('/', applicationPage(wrongHash, server.url));
    const blocked = await stage().newPage({ as: null, expected: ['Failed to find a valid digest'] });
    await blocked.goto(`${site.foreignUrl}/stock`);
    expect(await blocked.evaluate(() => 'dwell' in window)).toBe(false);
  });

  it('shows the code for applications with a bundler', async () => {
    const page = await stage().openPage('/settings/snippet');
    await page.getByText('npm', { exact: true }).click();
    const code = await page.getByLabel('In your application').locator('code').innerText();
    expect(code).toContain("from '@dwell/tracker'");
    expect(code).toContain(`url: '${stage().server.url}'`);
  });
});
