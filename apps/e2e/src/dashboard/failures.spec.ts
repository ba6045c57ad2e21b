import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { history } from '../support/history.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { useStage } from '../support/stage.js';

const STATISTICS = ['summary', 'views', 'timeline'];

describeInBrowser('a server that fails', () => {
  const stage = useStage(history);

  /** Lets the API refuse what `pattern` matches until the returned function is called. */
  const refuse = async (page: Page, pattern: string): Promise<() => Promise<void>> => {
    await page.route(pattern, (route) =>
      route.fulfill({
        status: 503,
        headers: { 'Retry-After': '5' },
        json: { statusCode: 503, error: 'Service Unavailable', message: 'The database is busy' },
      }),
    );
    return () => page.unroute(pattern);
  };

  it('is told in each panel that it concerns, which recovers when asked to', async () => {
    const page = await stage().open({
      expected: STATISTICS.map((question) => `503 GET /api/v2/statistics/${question}`),
    });
    const recover = await refuse(page, '**/api/v2/statistics/**');
    await page.goto('/');
    const alerts = page.getByRole('alert');
    await alerts.nth(STATISTICS.length - 1).waitFor();
    expect(await alerts.first().innerText()).toContain('The server is busy. Try again in 5 s.');

    await recover();
    for (let left = STATISTICS.length; left > 0; left--) {
      await alerts.first().getByRole('button', { name: 'Try again' }).click();
      await alerts.nth(left - 1).waitFor({ state: 'detached' });
    }
    await page.getByTestId('figure-visible_duration').waitFor();
    await page.getByTestId('chart').waitFor();
    await page.getByTestId('view-row').first().waitFor();
  });

  it('is told where the sessions would be', async () => {
    const page = await stage().open({ expected: ['503 GET /api/v2/sessions'] });
    const recover = await refuse(page, '**/api/v2/sessions?*sort=start*');
    await page.goto('/sessions');
    await page.getByRole('alert').getByText('This could not be loaded').waitFor();
    await recover();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('table', { name: 'Sessions' }).waitFor();
  });

  it('is told where not even the caller can be asked for', async () => {
    const page = await stage().open({ expected: ['503 GET /api/v2/auth/me', 'ApiError'] });
    const recover = await refuse(page, '**/api/v2/auth/me');
    await page.goto('/sessions');
    await page.getByRole('alert').getByText('This could not be loaded').waitFor();
    await recover();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('table', { name: 'Sessions' }).waitFor();
  });

  it('leads to the login where it no longer knows the caller, and back', async () => {
    const page = await stage().visit('/', {
      expected: ['401 GET /api/v2/sessions', '401 GET /api/v2/auth/me'],
    });
    await page.getByTestId('figure-visible_duration').waitFor();
    await page.context().clearCookies();
    await page.getByRole('link', { name: 'Sessions' }).click();
    await page.getByRole('heading', { name: 'Log in to Dwell' }).waitFor();
    expect(new URL(page.url()).searchParams.get('to')).toBe('/sessions');
  });
});
