import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { WebSite } from '@dwell/browsing';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { eventually } from '../support/screen.js';
import { useStage } from '../support/stage.js';

describeInBrowser('the settings for a snippet', () => {
  let site: WebSite;
  beforeAll(async () => {
    site = await WebSite.start();
  });
  afterAll(() => site.close());
  const stage = useStage(() => []);

  it('list the origin of a refused page, and update its line after the next refusal without a reload', async () => {
    const { server } = stage();
    const settings = await stage().openPage('/settings/snippet');
    await settings.getByTestId('snippet').waitFor();
    const refused = settings.getByRole('list', { name: 'Dwell has refused pages of these origins' });
    expect(await refused.count()).toBe(0);

    const script = `<script src="${server.url}/tracker.js" async data-key="${server.key}" data-user="anna"></script>`;
    site.serve('/', { headers: {}, body: `<!doctype html><title>Application</title>${script}` });
    const application = await stage().newPage({
      as: null,
      expected: ['Access to fetch at', 'Failed to load resource: net::ERR_FAILED'],
    });
    const { origin } = new URL(site.foreignUrl);
    const open = () =>
      Promise.all([application.waitForEvent('requestfailed'), application.goto(`${site.foreignUrl}/stock`)]);

    await open();
    await refused.getByText(origin).waitFor();
    const line = refused.getByRole('listitem');
    expect(await line.innerText()).toMatch(/\d requests?, (the last )?at /);
    expect(await settings.getByLabel('To add to ALLOWED_ORIGINS').innerText()).toContain(origin);

    const before = await line.innerText();
    await open();
    await eventually(async () => expect(await line.innerText()).not.toBe(before));
  });

  it('show a list that the API refuses to the key of an analyst', async () => {
    const answer = await fetch(`${stage().server.url}/api/v2/refused-origins`, {
      headers: { authorization: `Bearer ${stage().server.key}` },
    });
    expect(answer.status).toBe(403);
  });
});
