import type { Page } from 'playwright-core';

/** Types a username into the people picker, and picks the best match by keyboard. */
export const chooseUser = async (page: Page, username: string): Promise<void> => {
  await page.getByRole('combobox', { name: 'Users' }).fill(username);
  await page
    .getByRole('option', { name: `${username} seen` })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
};
