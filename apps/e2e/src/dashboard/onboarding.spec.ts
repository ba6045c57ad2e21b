import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Page as SitePage, WebSite } from '@dwell/browsing';
import type { SessionsAnswer } from '@dwell/shared';
import type { Page } from 'playwright-core';
import { eventually } from '../support/screen.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { useStage } from '../support/stage.js';

/** A page with `script` in it, and a policy as strict as can be: nothing but `server`. */
const applicationPage = (script: string, server: string): SitePage => ({
  headers: { 'Content-Security-Policy': `default-src 'none'; script-src ${server}; connect-src ${server}` },
  body: `<!doctype html><title>Application</title>${script}`,
});

describeInBrowser('the first visit', () => {
  let elsewhere: WebSite;
  beforeAll(async () => {
    elsewhere = await WebSite.start();
  });
  afterAll(() => elsewhere.close());
  const stage = useStage(
    () => [],
    () => ({ ALLOWED_ORIGINS: elsewhere.foreignUrl }),
  );

  const makeKey = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Make a reporter key' }).click();
    await page.getByText('Your key is in the texts below').waitFor();
  };

  const answered = (page: Page, call: string) =>
    page.waitForResponse(
      (each) =>
        each.url().endsWith(`/${call}`) && each.request().method() === 'POST' && each.status() === 200,
    );

  /** Somebody opens `url` and goes on to another view, which is reported; then they leave. */
  const pass = async (application: Page, url: string): Promise<void> => {
    await Promise.all([
      answered(application, 'sessionstart'),
      answered(application, 'keepalive'),
      application.goto(url),
    ]);
    await Promise.all([
      answered(application, 'keepalive'),
      application.evaluate(() => {
        history.pushState(null, '', `${location.pathname}/42`);
      }),
    ]);
    await application.close({ runBeforeUnload: true });
  };

  /** Waits until the session of those who were at `view`, and then at its part 42, is recorded. */
  const expectSession = (view: string): Promise<void> =>
    eventually(async () => {
      const { sessions } = await stage().server.ask<SessionsAnswer>('sessions', { view });
      expect(sessions).toMatchObject([{ username: 'anna', active: true }]);
      const { tab_duration = {}, visible_duration = 0 } = sessions[0] ?? {};
      // The second has time only by the report of a page that was left.
      expect(Object.keys(tab_duration)).toEqual([view, `${view}/42`]);
      expect(visible_duration).toBeGreaterThan(0);
    });

  it('shows what to embed; it reports where its user is, and the figures appear', async () => {
    const { server } = stage();
    const page = await stage().visit('/');
    await page.getByRole('heading', { name: 'Nothing was recorded yet' }).waitFor();
    const snippet = page.getByLabel('In every page of your application').locator('code');
    expect(await snippet.innerText()).toContain('dwell_your-key');
    await makeKey(page);
    const script = await snippet.innerText();
    expect(script).not.toContain('dwell_your-key');
    expect(script).toContain(`src="${server.url}/tracker.js"`);

    // An application at the same origin as the server.
    const application = await stage().open({ as: null });
    await application.route('**/application/**', (route) =>
      route.fulfill({ contentType: 'text/html', ...applicationPage(script, server.url) }),
    );
    await pass(application, '/application/orders');
    await expectSession('/application/orders');

    // The page notices by itself.
    await page.getByTestId('figure-visible_duration').waitFor();
    await page.reload();
    await page.getByTestId('view-row').filter({ hasText: '/application/orders/42' }).waitFor();
  });

  it('shows a pinned script, which runs in an application of another site, and only as it was built', async () => {
    const { server } = stage();
    const page = await stage().visit('/settings/snippet');
    await makeKey(page);
    await page.getByText('Pinned script', { exact: true }).click();
    const script = await page.getByTestId('snippet').locator('code').innerText();
    expect(script).toMatch(/src="\S+\/tracker-\S+\.js" async\s+integrity="sha384-\S{64}"\s+crossorigin=/);

    elsewhere.serve('/', applicationPage(script, server.url));
    await pass(await stage().open({ as: null }), `${elsewhere.foreignUrl}/stock`);
    await expectSession('/stock');

    const other = script.replace(/sha384-../, 'sha384-ab');
    elsewhere.serve('/', applicationPage(other, server.url));
    const refused = await stage().open({ as: null, expected: ['Failed to find a valid digest'] });
    await refused.goto(`${elsewhere.foreignUrl}/stock`);
    expect(await refused.evaluate(() => 'dwell' in window)).toBe(false);
  });

  it('shows how to bundle it', async () => {
    const page = await stage().visit('/settings/snippet');
    await page.getByText('npm', { exact: true }).click();
    const code = await page.getByLabel('In your application').locator('code').innerText();
    expect(code).toContain("from '@dwell/tracker'");
    expect(code).toContain(`url: '${stage().server.url}'`);
  });
});
