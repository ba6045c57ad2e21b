import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { expect, it } from '@jest/globals';
import type { Page } from '@dwell/browsing';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { type TrackedStage, useTrackedStage } from './support/tracked-stage.js';
import type { VisitedTab, Visitor } from './support/visitor.js';

const EXAMPLES = new URL('../../../../examples/', import.meta.url);

describeInBrowser('the example', () => {
  const stage = useTrackedStage();

  /** Serves an example's folder as its README says: a path that is not a file gets the example's index.html. */
  const serve = ({ gateway, key }: TrackedStage, folder: string, { name }: Visitor): void => {
    gateway.serve('/', ({ pathname }): Page => {
      const file = new URL(`.${pathname}`, new URL(folder, EXAMPLES));
      const isFile = extname(pathname) !== '' && existsSync(file);
      const content = readFileSync(isFile ? file : new URL(`${folder}index.html`, EXAMPLES), 'utf8');
      return {
        body: content
          .replaceAll('http://127.0.0.1:3000', gateway.url)
          .replaceAll('dwell_your-key', key)
          .replaceAll('data-user="anna"', `data-user="${name}"`),
        type: extname(pathname) === '.js' ? 'text/javascript' : 'text/html',
      };
    });
  };

  const click = (page: VisitedTab, text: string): Promise<void> =>
    page.run(
      `[...document.querySelectorAll('a, button')].find((each) => each.textContent === '${text}').click()`,
    );

  it('T30: for React Router in StrictMode is tracked once, by view and tab, while it is mounted', async () => {
    const visitor = await stage().visitor();
    serve(stage(), 'react-router/dist/', visitor);
    const page = await visitor.openAt(`${stage().gateway.url}/orders/open`);
    await visitor.waitForAnswers(3);
    // StrictMode starts, stops and restarts the tracker: two sessionstart calls, one session and one keepalive.
    expect(visitor.calls).toEqual(['sessionstart', 'sessionstart', 'keepalive']);
    await visitor.pass(20);
    await click(page, 'Closed orders');
    await visitor.waitForAnswers(4);
    await visitor.pass(10);
    await click(page, 'Customers');
    await visitor.waitForAnswers(5);
    await visitor.pass(5);
    await click(page, 'Log out');
    await visitor.waitForAnswers(6);
    await visitor.pass(70);
    expect(visitor.calls.slice(3)).toEqual(['keepalive', 'keepalive', 'session-hide']);
    await click(page, 'Log in');
    await visitor.waitForAnswers(8);
    await visitor.pass(3);
    await visitor.close(page);
    expect(await visitor.session()).toMatchObject({
      visible_duration: 38,
      tab_duration: { '/orders': { open: 23, closed: 10 }, '/customers': 5 },
    });
  });

  it('for plain HTML is tracked across its documents, and by its tabs', async () => {
    const visitor = await stage().visitor();
    serve(stage(), 'plain-html/', visitor);
    const page = await visitor.openAt(`${stage().gateway.url}/`);
    await visitor.waitForAnswers(2);
    await visitor.pass(10);
    await click(page, 'closed');
    await visitor.pass(5);
    await page.tab.evaluate(`document.querySelector('a[href="customers.html"]').click()`);
    await visitor.waitForAnswers(6);
    await visitor.pass(7);
    await visitor.close(page);
    expect(visitor.calls).toEqual([
      ...['sessionstart', 'keepalive', 'keepalive', 'session-hide'],
      ...['sessionstart', 'keepalive', 'session-hide'],
    ]);
    expect(await visitor.session()).toMatchObject({
      visible_duration: 22,
      tab_duration: { '/': { '(no tab)': 10, closed: 5 }, '/customers.html': 7 },
    });
  });
});
