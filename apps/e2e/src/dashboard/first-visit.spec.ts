import { expect, it } from '@jest/globals';
import type { SummaryAnswer } from '@dwell/shared';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { eventually, readCount, readDuration } from '../support/screen.js';
import { useStage } from '../support/stage.js';

describeInBrowser('the guide of the first visit', () => {
  const stage = useStage(() => []);

  const open = async (): Promise<Page> => {
    const page = await stage().newPage();
    await page.clock.install();
    await page.goto('/');
    await page.getByText('Waiting for the first keepalive…').waitFor();
    return page;
  };

  /** Sends a request of anna's application with the key that the guide shows. */
  const send = async (key: string, call: string, body: object): Promise<void> => {
    const { status } = await fetch(`${stage().server.url}/api/v2/${call}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${key}`,
        'X-Dwell-User': 'anna',
        'Content-Type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    expect(status).toBe(200);
  };

  it('stays with its key when the first ping comes, until the user leaves it; then the figures are true at once', async () => {
    const page = await open();
    const reloaded = await open();
    const left = await open();
    await page.getByRole('button', { name: 'Create a reporter key' }).click();
    const code = page.getByLabel('In every page of your application').locator('code');
    await page.getByText('The key is in the code below').waitFor();
    const withKey = await code.innerText();
    const key = /dwell_[\w-]+/.exec(withKey)?.[0] ?? '';

    // The key is still shown after a visit to another page. After a reload it is lost, and the guide says so.
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByText('The key is in the code below').waitFor();
    expect(await code.innerText()).toBe(withKey);
    await reloaded.reload();
    await reloaded.getByText('There is a reporter key already, but it can’t be shown again.').waitFor();
    const toKeys = reloaded.getByRole('link', { name: 'Settings, API keys' });
    expect(await toKeys.getAttribute('href')).toMatch(/^\/settings\/api-keys/);
    await reloaded.getByRole('button', { name: 'Create a reporter key' }).waitFor();

    await send(key, 'sessionstart', {});
    for (const each of [page, reloaded, left]) {
      await each.clock.fastForward(3_000);
      await each.getByText('Your first session has started. Waiting for its first keepalive…').waitFor();
      expect(await each.getByText('First ping received').count()).toBe(0);
    }
    expect(await code.innerText()).toBe(withKey);

    await send(key, 'keepalive', { visible: true, path: ['/orders'], page_id: 'p1' });
    for (const each of [page, reloaded, left]) {
      await each.clock.fastForward(3_000);
      await each.getByText('First ping received').waitFor();
    }
    await page.clock.fastForward(120_000);
    await page.getByText('First ping received').waitFor();
    expect(await code.innerText()).toBe(withKey);

    // The session has no time yet. The overview says so, and does not send the user to other windows.
    await page.getByRole('button', { name: 'Go to the overview' }).click();
    const figure = (name: string) => page.getByTestId(`figure-${name}`);
    await figure('sessions').waitFor();
    expect(await readCount(figure('sessions'))).toBe(1);
    expect(await readCount(figure('active_sessions'))).toBe(1);
    await page.getByText('No time on page in this window yet').first().waitFor();

    // The first recorded time appears within seconds: while there is none, the page asks more often than once a minute.
    await send(key, 'session-hide', { path: ['/orders'], page_id: 'p1' });
    await page.clock.fastForward(5_000);
    await page.getByTestId('view-row').filter({ hasText: '/orders' }).waitFor();
    const summary = await stage().server.get<SummaryAnswer>('statistics/summary');
    await eventually(async () => {
      expect(await readDuration(figure('visible_duration'))).toBe(summary.current.visible_duration);
      expect(await readCount(figure('users'))).toBe(1);
    });

    // A reload closes the guide, because the key is lost with it. Every link closes the guide too, even the link to the
    // page in whose place the guide stands.
    await reloaded.reload();
    await reloaded.getByTestId('figure-visible_duration').waitFor();
    await left.getByRole('link', { name: 'Overview' }).click();
    await left.getByTestId('figure-visible_duration').waitFor();
    expect(await readDuration(left.getByTestId('figure-visible_duration'))).toBe(
      summary.current.visible_duration,
    );
  });
});
