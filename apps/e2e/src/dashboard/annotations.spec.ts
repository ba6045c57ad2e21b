import { expect, it } from '@jest/globals';
import type { AnnotationsAnswer } from '@dwell/shared';
import type { Page } from 'playwright-core';
import { history, MARCH_WEEK } from '../support/history.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { eventually } from '../support/screen.js';
import { useStage } from '../support/stage.js';

const FROM = MARCH_WEEK.from / 1000;
const DAY = 86_400;
const IN_MARCH = `/?from=${FROM}&to=${MARCH_WEEK.to / 1000}`;

describeInBrowser('the annotations of the timeline chart', () => {
  const stage = useStage(history);

  const write = async (page: Page, at: number, text: string): Promise<void> => {
    const { status } = await page.request
      .post('/api/v2/annotations', { data: { at, text } })
      .then((response) => ({ status: response.status() }));
    expect(status).toBe(201);
  };

  const listOf = (page: Page) => page.getByRole('region', { name: 'Annotations' });

  /** Asserts how many annotations each marked bar has, from left to right. */
  const expectFlags = (page: Page, counts: readonly number[]): Promise<void> =>
    eventually(async () => {
      const flags = page.getByTestId('note-flag');
      const shown = await flags.evaluateAll((all) =>
        all.map((each) => Number(each.getAttribute('data-notes'))),
      );
      expect(shown).toEqual(counts);
    });

  it('mark the bars of their days, and are listed below the chart and named beside the figures of a bar', async () => {
    const page = await stage().newPage();
    await write(page, FROM + DAY + 60, 'Release 4.2');
    await write(page, FROM + DAY + 3_600, 'Release 4.2.1');
    await write(page, FROM + 2 * DAY, '<b>Outage</b>');
    await write(page, FROM - 1, 'before the window');
    await page.goto(`${IN_MARCH}&tz=UTC`);
    await expectFlags(page, [2, 1]);
    const rows = await listOf(page).getByRole('listitem').allInnerTexts();
    expect(rows.map((row) => row.replace(/\s+/g, ' ').trim())).toEqual([
      expect.stringMatching(/, 00:00 <b>Outage<\/b> by admin$/),
      expect.stringMatching(/, 01:00 Release 4\.2\.1 by admin$/),
      expect.stringMatching(/, 00:01 Release 4\.2 by admin$/),
    ]);
    const flag = await page.getByTestId('note-flag').first().boundingBox();
    if (!flag) throw new Error('The flag is on the screen');
    await page.mouse.move(flag.x + 1, flag.y + 60);
    await page.getByTestId('chart').getByText('Release 4.2.1').waitFor();

    await page.getByRole('radiogroup', { name: 'Bars by' }).getByText('Hour').click();
    await expectFlags(page, [1, 1, 1]);
  });

  it('are written, changed and removed on the page', async () => {
    const page = await stage().openPage(`/?from=${FROM + 3 * DAY}&to=${FROM + 5 * DAY}&tz=Asia/Kolkata`);
    await listOf(page).getByRole('button', { name: 'Add an annotation' }).click();
    const form = page.getByRole('dialog', { name: 'Add an annotation' });
    await form.getByLabel('What happened').fill('Move');
    const date = new Date((FROM + 4 * DAY) * 1000).toISOString().slice(0, 10);
    await form.getByLabel('When').fill(`${date}T09:05`);
    await form.getByRole('button', { name: 'Add an annotation' }).click();
    await expectFlags(page, [1]);
    const stored = async () => {
      const query = { from: FROM + 3 * DAY, to: FROM + 5 * DAY };
      const { annotations } = await stage().server.get<AnnotationsAnswer>('annotations', query);
      return annotations.map(({ at, text }) => [at, text]);
    };
    const at = Date.parse(`${date}T09:05:00+05:30`) / 1000;
    expect(await stored()).toEqual([[at, 'Move']]);

    await listOf(page).getByRole('button', { name: 'Change “Move”' }).click();
    const change = page.getByRole('dialog', { name: 'Change annotation' });
    await change.getByLabel('What happened').fill('Moved');
    await change.getByRole('button', { name: 'Change annotation' }).click();
    await listOf(page).getByText('Moved').waitFor();
    expect(await stored()).toEqual([[at, 'Moved']]);

    await listOf(page).getByRole('button', { name: 'Remove “Moved”' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('The annotation is removed.').waitFor();
    await expectFlags(page, []);
    expect(await stored()).toEqual([]);
  });

  it('of others have no buttons for an analyst, and only one that removes them for an admin', async () => {
    const admin = await stage().newPage();
    const as = { username: 'colleague', password: 'violet umbrella 42' };
    const user = { ...as, role: 'analyst', must_change_password: false };
    expect((await admin.request.post('/api/v2/users', { data: user })).status()).toBe(201);
    const colleague = await stage().newPage({ as });
    await write(colleague, FROM + 5.5 * DAY, 'of a colleague');
    await write(admin, FROM + 5.6 * DAY, 'of the admin');
    const page = `/?from=${FROM + 5 * DAY}&to=${FROM + 6 * DAY}`;
    const buttonsOf = async (who: Page): Promise<string[]> => {
      await who.goto(page);
      await listOf(who).getByText('of a colleague').waitFor();
      return listOf(who)
        .getByRole('listitem')
        .getByRole('button')
        .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
    };
    expect(await buttonsOf(colleague)).toEqual(['Change “of a colleague”', 'Remove “of a colleague”']);
    expect(await buttonsOf(admin)).toEqual([
      'Change “of the admin”',
      'Remove “of the admin”',
      'Remove “of a colleague”',
    ]);
  });
});
