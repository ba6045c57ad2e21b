/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { curlFor, moduleFor, pinnedTagFor, tagFor } from './snippet.js';

const ORIGIN = 'https://dwell.test';
const TRACKER = { path: '/tracker-1.2.3-0123456789ab.js', integrity: 'sha384-a+b/c=' };

/** The attributes of the one element that `html` is, as a browser reads them. */
const read = (html: string): Record<string, string> => {
  const { head } = new DOMParser().parseFromString(html, 'text/html');
  const [script, ...more] = head.children;
  expect([script?.tagName, script?.textContent, more]).toEqual(['SCRIPT', '', []]);
  return Object.fromEntries([...(script?.attributes ?? [])].map(({ name, value }) => [name, value]));
};

describe('the script tag', () => {
  it('loads the server’s tracker, and says by which key it reports for whom', () => {
    expect(read(tagFor(ORIGIN, 'dwell_k'))).toEqual({
      src: 'https://dwell.test/tracker.js',
      async: '',
      'data-key': 'dwell_k',
      'data-user': 'anna',
    });
  });

  it('pinned, loads this tracker and no other', () => {
    expect(read(pinnedTagFor(ORIGIN, TRACKER, 'dwell_k'))).toEqual({
      src: 'https://dwell.test/tracker-1.2.3-0123456789ab.js',
      async: '',
      integrity: 'sha384-a+b/c=',
      // Without it a browser can't check what comes from another origin.
      crossorigin: 'anonymous',
      'data-key': 'dwell_k',
      'data-user': 'anna',
    });
  });
});

describe('the module', () => {
  it('starts the tracker with the same', () => {
    const [imported, ...code] = moduleFor(ORIGIN, 'dwell_k').split('\n');
    expect(imported).toBe("import { startTracker } from '@dwell/tracker';");
    let options: unknown;
    // Run as the application would.
    new Function('startTracker', code.join('\n'))((given: unknown) => (options = given));
    const { url, headers } = options as { url: string; headers: () => object };
    expect(url).toBe(ORIGIN);
    expect(headers()).toEqual({ Authorization: 'Bearer dwell_k', 'X-Dwell-User': 'anna' });
  });
});

describe('the example for a terminal', () => {
  it('names the server, the key and the user in each call', () => {
    const text = curlFor(ORIGIN, 'dwell_k');
    expect(text.match(/curl https:\/\/dwell\.test\/api\/v2\/(sessionstart|keepalive)/g)).toHaveLength(2);
    expect(text.match(/Bearer dwell_k'/g)).toHaveLength(2);
    expect(text.match(/X-Dwell-User: anna/g)).toHaveLength(2);
  });
});

it('each text has a place for the key that is still to be made', () => {
  const texts = [tagFor(ORIGIN), pinnedTagFor(ORIGIN, TRACKER), moduleFor(ORIGIN), curlFor(ORIGIN)];
  for (const text of texts) expect(text).toContain('dwell_your-key');
});
