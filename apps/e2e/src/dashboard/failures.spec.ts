import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { timelineOf } from '../support/chart.js';
import { history } from '../support/history.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { useStage } from '../support/stage.js';

const STATISTICS = ['summary', 'views', 'timeline', 'users', 'heatmap', 'concurrency'];

describeInBrowser('a failing server', () => {
  const stage = useStage(history);

  /** Answers requests that match `pattern` with 503 until the returned function is called. */
  const answerBusy = async (page: Page, pattern: string): Promise<() => Promise<void>> => {
    await page.route(pattern, (route) =>
      route.fulfill({
        status: 503,
        headers: { 'Retry-After': '5' },
        json: { statusCode: 503, error: 'Service Unavailable', message: 'The database is busy' },
      }),
    );
    return () => page.unroute(pattern);
  };

  it('is reported in each panel, and each panel recovers when the user tries again', async () => {
    const page = await stage().newPage({
      expected: STATISTICS.map((statistic) => `503 GET /api/v2/statistics/${statistic}`),
    });
    const recover = await answerBusy(page, '**/api/v2/statistics/**');
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
    await timelineOf(page).getByTestId('chart').waitFor();
    await page.getByTestId('view-row').first().waitFor();
  });

  it('is reported in place of the session list', async () => {
    const page = await stage().newPage({ expected: ['503 GET /api/v2/sessions'] });
    const recover = await answerBusy(page, '**/api/v2/sessions?*sort=start*');
    await page.goto('/sessions');
    await page.getByRole('alert').getByText('This could not be loaded').waitFor();
    await recover();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('table', { name: 'Sessions' }).waitFor();
  });

  it('is reported in place of the page when it is unknown who is logged in', async () => {
    const page = await stage().newPage({ expected: ['503 GET /api/v2/auth/me', 'ApiError'] });
    const recover = await answerBusy(page, '**/api/v2/auth/me');
    await page.goto('/sessions');
    await page.getByRole('alert').getByText('This could not be loaded').waitFor();
    await recover();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('table', { name: 'Sessions' }).waitFor();
  });

  it('leads to the login page after a 401, with the requested page in the URL', async () => {
    const page = await stage().openPage('/', {
      expected: ['401 GET /api/v2/sessions', '401 GET /api/v2/auth/me'],
    });
    await page.getByTestId('figure-visible_duration').waitFor();
    await page.context().clearCookies();
    await page.getByRole('link', { name: 'Sessions' }).click();
    await page.getByRole('heading', { name: 'Log in to Dwell' }).waitFor();
    expect(new URL(page.url()).searchParams.get('to')).toBe('/sessions');
  });
});
