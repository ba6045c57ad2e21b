import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { useStage } from '../support/stage.js';

const LIBRARY = new URL('../../../../libs/tracker/dist/', import.meta.url);

interface Outcome {
  id?: string;
  data: unknown;
}

describeInBrowser('the client of the session-data API', () => {
  const stage = useStage(() => []);

  /** Opens a page of the server's origin that can import the tracker library. */
  const openPage = async (): Promise<Page> => {
    const page = await stage().newPage();
    await page.route('**/library/*.js', (route) => {
      const file = new URL(route.request().url()).pathname.replace('/library/', '');
      return route.fulfill({
        contentType: 'text/javascript',
        body: readFileSync(new URL(file, LIBRARY), 'utf8'),
      });
    });
    await page.goto('/');
    return page;
  };

  /** Runs statements in the page. They can use the class `Session` and `options` for this server. */
  const run = (page: Page, key: string, statements: string): Promise<Outcome> =>
    page.evaluate(`(async () => {
      const { Session } = await import('/library/index.js');
      const options = { base_url: location.origin + '/sessman', auth: '${key}', data: { theme: 'light' } };
      ${statements}
    })()`);

  it('creates a session, changes its data, and reads the data again after a reload', async () => {
    const page = await openPage();
    const { key } = stage().server;
    const created = await run(
      page,
      key,
      `const session = await Session.create('Zoë Müller', options);
       return { id: session.session_id, data: session.data };`,
    );
    expect(created.id).toMatch(/^[0-9a-f]{32}$/);
    expect(created.data).toEqual({ theme: 'light' });

    const again = `const session = new Session('Zoë Müller', { ...options, data: {} });
       session.session_id = '${created.id ?? ''}';`;
    const changed = await run(
      page,
      key,
      `${again} session.data = { theme: 'dark', list: [1, 'two', null] };
       await session.updateSession();
       return { data: session.data };`,
    );
    expect(changed.data).toEqual({ theme: 'dark', list: [1, 'two', null] });

    await page.reload();
    const found = await run(page, key, `${again} await session.getSession(); return { data: session.data };`);
    expect(found.data).toEqual({ theme: 'dark', list: [1, 'two', null] });
  });
});
