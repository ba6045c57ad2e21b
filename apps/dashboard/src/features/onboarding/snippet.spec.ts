/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { curlCommands, moduleCode, pinnedScriptTag, scriptTag } from './snippet.js';

const ORIGIN = 'https://dwell.test';
const TRACKER = { path: '/tracker-1.2.3-0123456789ab.js', integrity: 'sha384-a+b/c=' };

/** Returns the attributes of the only element in `html`, as a browser reads them. */
const read = (html: string): Record<string, string> => {
  const { head } = new DOMParser().parseFromString(html, 'text/html');
  const [script, ...more] = head.children;
  expect([script?.tagName, script?.textContent, more]).toEqual(['SCRIPT', '', []]);
  return Object.fromEntries([...(script?.attributes ?? [])].map(({ name, value }) => [name, value]));
};

describe('the script tag', () => {
  it('loads the server’s tracker and names the API key and the user', () => {
    expect(read(scriptTag(ORIGIN, 'dwell_k'))).toEqual({
      src: 'https://dwell.test/tracker.js',
      async: '',
      'data-key': 'dwell_k',
      'data-user': 'anna',
    });
  });

  it('loads one version of the tracker and no other when pinned', () => {
    expect(read(pinnedScriptTag(ORIGIN, TRACKER, 'dwell_k'))).toEqual({
      src: 'https://dwell.test/tracker-1.2.3-0123456789ab.js',
      async: '',
      integrity: 'sha384-a+b/c=',
      // Without this attribute a browser can't check the hash of a script from another origin.
      crossorigin: 'anonymous',
      'data-key': 'dwell_k',
      'data-user': 'anna',
    });
  });
});

describe('the code for a bundler', () => {
  it('starts the tracker with the server’s URL, the API key and the user', () => {
    const [imported, ...code] = moduleCode(ORIGIN, 'dwell_k').split('\n');
    expect(imported).toBe("import { startTracker } from '@dwell/tracker';");
    let options: unknown;
    // Runs the code as the application would.
    new Function('startTracker', code.join('\n'))((given: unknown) => (options = given));
    const { url, headers } = options as { url: string; headers: () => object };
    expect(url).toBe(ORIGIN);
    expect(headers()).toEqual({ Authorization: 'Bearer dwell_k', 'X-Dwell-User': 'anna' });
  });
});

describe('the commands for a terminal', () => {
  it('name the server, the key and the user in each call', () => {
    const text = curlCommands(ORIGIN, 'dwell_k');
    expect(text.match(/curl https:\/\/dwell\.test\/api\/v2\/(sessionstart|keepalive)/g)).toHaveLength(2);
    expect(text.match(/Bearer dwell_k'/g)).toHaveLength(2);
    expect(text.match(/X-Dwell-User: anna/g)).toHaveLength(2);
  });
});

it('every snippet has a placeholder for the API key until one is created', () => {
  const texts = [
    scriptTag(ORIGIN),
    pinnedScriptTag(ORIGIN, TRACKER),
    moduleCode(ORIGIN),
    curlCommands(ORIGIN),
  ];
  for (const text of texts) expect(text).toContain('dwell_your-key');
});
