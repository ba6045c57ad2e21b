import { setTimeout as wait } from 'node:timers/promises';
import { Chromium, FakePage, type Gateway, trackerScript } from '@dwell/browsing';
import { USER_HEADER } from '@dwell/shared';

/** A page with a tracker, visible from its opening to its closing. Its user has no other page. */
export interface TrackedPage {
  readonly username: string;
  navigate(path: string): void;
  close(): void | Promise<void>;
}

/** The address that pages are loaded from, and the key that their trackers use. */
export interface Origin {
  readonly gateway: Gateway;
  readonly reporterKey: string;
}

/** Returns the username of the page that sent a request. */
export const userOf = ({ headers }: { readonly headers: Gateway['received'][number]['headers'] }): string =>
  decodeURIComponent(String(headers[USER_HEADER.toLowerCase()]));

/** Reads each answer to its end, as a browser does: until then, Node's fetch keeps the connection. */
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
        // In a page that is closing, this fails.
        tab.evaluate(`history.pushState(null, '', '${path}')`).catch(() => undefined);
      },
      close: () => tab.close(),
    };
  };
};
