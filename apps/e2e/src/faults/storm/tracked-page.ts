import { setTimeout as wait } from 'node:timers/promises';
import { Chromium, FakePage, type Gateway, trackerScript } from '@dwell/browsing';
import { USER_HEADER } from '@dwell/shared';

/** A page that a tracker runs in, visible from its opening to its closing; its user has no other. */
export interface TrackedPage {
  readonly username: string;
  navigate(path: string): void;
  close(): void | Promise<void>;
}

/** Where pages come from, and what their trackers report with. */
export interface Origin {
  readonly gateway: Gateway;
  readonly reporterKey: string;
}

/** Who sent a request. */
export const userOf = ({ headers }: { readonly headers: Gateway['received'][number]['headers'] }): string =>
  decodeURIComponent(String(headers[USER_HEADER.toLowerCase()]));

/** As a browser does, reads each answer to its end: Node's fetch keeps the connection until then. */
const fetchAll: typeof fetch = async (...request) => {
  const answer = await fetch(...request);
  return new Response(await answer.text(), answer);
};

export const fakePages = ({ gateway, reporterKey }: Origin): ((username: string) => TrackedPage) => {
  const script = trackerScript();
  const src = `${gateway.url}/tracker.js`;
  return (username) => {
    const page = new FakePage({ fetch: fetchAll, src, dataset: { key: reporterKey, user: username } });
    page.run(script);
    return {
      username,
      navigate: (path) => {
        page.navigate(path);
      },
      close: () => {
        page.close();
      },
    };
  };
};

/** Pages in a real browser, each with a window of its own. */
export const realPages = (
  browser: Chromium,
  { gateway, reporterKey }: Origin,
): ((username: string) => Promise<TrackedPage>) => {
  const application = (user: string): string =>
    `<!doctype html><title>Application</title>
<script src="/tracker.js" data-key="${reporterKey}" data-user="${user}"></script>`;
  gateway.serve('/', ({ searchParams }) => ({ body: application(searchParams.get('user') ?? '') }));
  return async (username) => {
    const person = await browser.newPerson();
    const tab = await person.open(`${gateway.url}/?user=${username}`);
    while (!gateway.received.some((request) => userOf(request) === username)) await wait(10);
    return {
      username,
      navigate: (path) => {
        // It may be about to close.
        tab.evaluate(`history.pushState(null, '', '${path}')`).catch(() => undefined);
      },
      close: () => tab.close(),
    };
  };
};
