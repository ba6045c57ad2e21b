import { expect, it } from '@jest/globals';
import type { SessionsAnswer } from '@dwell/shared';
import type { Page } from 'playwright-core';
import { eventually } from './support/screen.js';
import { describeInBrowser, useStage } from './support/stage.js';

/** The application's own policy may be as strict as can be: the snippet is a file of the application. */
const STRICT = "default-src 'none'; script-src 'self'; connect-src 'self'";

describeInBrowser('the first visit', () => {
  const stage = useStage(() => []);

  /** An application at the same origin as the server, with the script in all its pages. */
  const serveApplication = async (page: Page, script: string): Promise<void> => {
    await page.route('**/application/**', (route) => {
      const isScript = route.request().url().endsWith('.js');
      return route.fulfill({
        contentType: isScript ? 'text/javascript' : 'text/html',
        headers: { 'Content-Security-Policy': STRICT },
        body: isScript
          ? script
          : '<!doctype html><title>Application</title><script src="/application/dwell.js"></script>',
      });
    });
  };

  it('shows what to embed; the snippet reports where its user is, and the figures appear', async () => {
    const { server } = stage();
    const page = await stage().visit('/');
    await page.getByRole('heading', { name: 'Nothing was recorded yet' }).waitFor();
    const snippet = page.getByLabel('JavaScript for every page of your application').locator('code');
    expect(await snippet.innerText()).toContain('dwell_your-key');
    await page.getByRole('button', { name: 'Make a reporter key' }).click();
    await page.getByText('Your key is in the texts below').waitFor();
    const script = await snippet.innerText();
    expect(script).not.toContain('dwell_your-key');
    expect(script).toContain(`'${server.url}/api/v2'`);

    const application = await stage().open({ as: null });
    await serveApplication(application, script);
    const answered = (call: string) =>
      application.waitForResponse((each) => each.url().endsWith(call) && each.status() === 200);
    await Promise.all([
      answered('/sessionstart'),
      answered('/keepalive'),
      application.goto('/application/orders'),
    ]);
    await Promise.all([
      answered('/keepalive'),
      application.evaluate(() => {
        history.pushState(null, '', '/application/orders/42');
      }),
    ]);
    await application.close({ runBeforeUnload: true });

    await eventually(async () => {
      const { sessions } = await server.ask<SessionsAnswer>('sessions');
      expect(sessions).toMatchObject([{ username: 'anna', active: true }]);
      const { tab_duration = {}, visible_duration = 0 } = sessions[0] ?? {};
      expect(Object.keys(tab_duration)).toEqual(['/application/orders', '/application/orders/42']);
      expect(visible_duration).toBeGreaterThan(0);
    });

    // The page notices by itself.
    await page.getByTestId('figure-visible_duration').waitFor();
    await page.reload();
    await page.getByTestId('view-row').filter({ hasText: '/application/orders/42' }).waitFor();
  });
});
