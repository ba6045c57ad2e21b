import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { type Answer, NOT_VALID, OK, type RecordingApi } from './testing/recording-api.js';
import { INTERVAL_MS, openTrackedPage, type TrackedPage } from './testing/tracked-page.js';

/** The tracker's sampling interval, in milliseconds: a request can be this late. */
const SAMPLE_MS = 250;
const LONGEST_SILENCE_MS = 240_000;
const LONG_MS = 20 * INTERVAL_MS;

/** Makes the tracker's random delays as small or as large as possible. */
const withRandom = (random: 0 | 0.999): void => {
  jest.spyOn(Math, 'random').mockReturnValue(random);
};
afterEach(() => {
  jest.restoreAllMocks();
});

/** Opens a page that has reported its path. From now on, its requests get the given answer. */
const openReported = async (answer: RecordingApi['answer']): Promise<TrackedPage> => {
  const visitor = openTrackedPage();
  await visitor.time.run(1_000);
  visitor.api.take();
  visitor.api.answer = answer;
  return visitor;
};

/** Returns the time from each answer to the next request, in milliseconds. */
const silencesMs = ({ sent, latencyMs }: RecordingApi): number[] =>
  sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? NaN) - latencyMs);

const overloaded: [string, Answer | undefined][] = [
  ['503', { status: 503 }],
  ['500', { status: 500 }],
  ['429', { status: 429 }],
  ['no answer', undefined],
];

const refused = [401, 403, 404].map((status) => ({ status }));

describe.each(overloaded)('while the answer is %s', (_, answer) => {
  it.each([
    { random: 0, part: 0.5 },
    { random: 0.999, part: 1 },
  ] as const)(
    'the tracker doubles its wait each time, up to 4 minutes; chance multiplies it by $part',
    async ({ random, part }) => {
      withRandom(random);
      const { api, time } = await openReported(() => answer);
      await time.run(LONG_MS);
      const planned = [1, 2, 4, 4, 4].map((intervals) => intervals * INTERVAL_MS);
      expect(Math.max(...planned)).toBe(LONGEST_SILENCE_MS);
      silencesMs(api)
        .slice(0, planned.length)
        .forEach((silenceMs, index) => {
          const full = planned[index] ?? NaN;
          expect(silenceMs).toBeGreaterThanOrEqual(part * full * 0.998);
          expect(silenceMs).toBeLessThanOrEqual(part * full + SAMPLE_MS);
        });
      expect(api.sent.length).toBeGreaterThanOrEqual(planned.length);
    },
  );

  it('the tracker sends nothing at a route change during its wait, and the next try reports the current path', async () => {
    const { api, page, time } = await openReported(() => answer);
    page.navigate('/b');
    await time.run(1_000);
    api.take();
    for (const path of ['/c', '/d', '/e']) {
      page.navigate(path);
      await time.run(5_000);
    }
    expect(api.take()).toEqual([]);
    await time.run(INTERVAL_MS);
    expect(api.take()).toEqual(['keepalive visible /e']);
  });

  it('the tracker sends a session-hide at once when the page is hidden, and does not repeat it', async () => {
    const { api, page, time } = await openReported(() => answer);
    page.navigate('/b');
    await time.run(1_000);
    api.take();
    page.hide();
    await time.run(LONG_MS);
    expect(api.take()).toEqual(['session-hide /b']);
  });

  it('the tracker tries again at once after the computer wakes, when the network is back, and when the page is shown again after more than 5 s', async () => {
    const { api, page, time } = await openReported(() => answer);
    await time.run(0.5 * LONG_MS);
    page.hide();
    await time.run(4_500);
    api.take();
    page.show();
    await time.run(1_000);
    expect(api.take()).toEqual([]);
    page.hide();
    await time.run(5_500);
    api.take();
    page.show();
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /a']);
    page.goOnline();
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /a']);
    await time.sleep(6_000, 'other');
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /a']);
  });

  it('the tracker returns to the normal interval after a good answer', async () => {
    withRandom(0.999);
    const { api, page, time } = await openReported(() => answer);
    await time.run(0.5 * LONG_MS);
    api.answer = () => OK;
    page.goOnline();
    await time.run(1_000);
    api.take();
    await time.run(2.1 * INTERVAL_MS);
    expect(api.take()).toHaveLength(2);
    api.answer = () => answer;
    await time.run(INTERVAL_MS);
    await time.run(1.1 * INTERVAL_MS);
    expect(api.take()).toHaveLength(2);
  });
});

describe('an answer that comes late', () => {
  it.each([
    { latencyMs: 2_000, random: 0, laterMs: 0 },
    { latencyMs: 2_000, random: 0.999, laterMs: 20_000 },
    { latencyMs: 20_000, random: 0.999, laterMs: INTERVAL_MS },
  ] as const)(
    'by $latencyMs ms delays the next keepalive by $laterMs ms if Math.random returns $random, to spread pages that waited together',
    async ({ latencyMs, random, laterMs }) => {
      withRandom(random);
      const { api, page, time } = await openReported(() => OK);
      api.latencyMs = latencyMs;
      page.navigate('/b');
      await time.run(latencyMs);
      api.take();
      api.latencyMs = 50;
      await time.run(INTERVAL_MS + laterMs - SAMPLE_MS);
      expect(api.take()).toEqual([]);
      await time.run(2 * SAMPLE_MS);
      expect(api.take()).toEqual(['keepalive visible /b']);
    },
  );
});

describe('when the network is back, the tracker', () => {
  it('tries again as soon as a hanging request is aborted', async () => {
    const { api, page, time } = await openReported(() => OK);
    api.latencyMs = 100_000;
    page.navigate('/b');
    await time.run(20_000);
    page.goOnline();
    api.latencyMs = 50;
    await time.run(9_000);
    expect(api.take()).toEqual(['keepalive visible /b']);
    await time.run(1_100);
    expect(api.take()).toEqual(['keepalive visible /b']);
  });

  it('sends a session-hide that was lost', async () => {
    const { api, page, time } = await openReported(() => OK);
    page.goOffline();
    page.hide();
    await time.run(INTERVAL_MS);
    expect(api.take()).toEqual([]);
    page.goOnline();
    await time.run(INTERVAL_MS);
    expect(api.take()).toEqual(['session-hide /a']);
  });
});

describe('the header Retry-After', () => {
  it.each([
    { status: 503, random: 0, later: 0 },
    { status: 429, random: 0.999, later: 0.5 },
    { status: 401, random: 0.999, later: 0.5 },
  ] as const)(
    'delays the next try after status $status; chance delays it more, so that pages do not all come back at once',
    async ({ status, random, later }) => {
      withRandom(random);
      const { api, page, time } = await openReported(() => ({ status, headers: { 'Retry-After': '300' } }));
      page.navigate('/b');
      await time.run(50 + 299_900 + later * INTERVAL_MS);
      expect(api.take()).toEqual(['keepalive visible /b']);
      await time.run(100 + SAMPLE_MS);
      expect(api.take()).toEqual(['keepalive visible /b']);
    },
  );

  it('does not shorten a wait that is longer than the header asks for', async () => {
    withRandom(0);
    const { api, page, time } = await openReported(() => ({ status: 503, headers: { 'Retry-After': '1' } }));
    page.navigate('/b');
    await time.run(0.49 * INTERVAL_MS);
    expect(api.take()).toHaveLength(1);
  });
});

describe.each(refused)('while the answer is always $status', (answer) => {
  it.each([
    { random: 0, tries: 2 },
    { random: 0.999, tries: 1 },
  ] as const)(
    'the tracker sends up to $tries requests in each interval, by chance',
    async ({ random, tries }) => {
      withRandom(random);
      const { api, time } = await openReported(() => answer);
      await time.run(INTERVAL_MS);
      api.take();
      for (let interval = 0; interval < 10; interval++) {
        await time.run(INTERVAL_MS);
        const sent = api.take().length;
        expect(sent).toBeLessThanOrEqual(tries);
        expect(sent).toBeGreaterThanOrEqual(tries - 1);
      }
    },
  );
});

describe('while the server rejects the path of one view (400)', () => {
  const openPicky = (): Promise<TrackedPage> =>
    openReported(({ body }) => (body.path?.[0] === '/wrong' ? { status: 400 } : OK));

  it('the tracker reports that view once in each interval', async () => {
    const { api, page, time } = await openPicky();
    page.navigate('/wrong');
    await time.run(0.9 * INTERVAL_MS);
    expect(api.take()).toEqual(['keepalive visible /wrong']);
    await time.run(3.2 * INTERVAL_MS);
    expect(api.take()).toHaveLength(4);
  });

  it('the tracker reports the next view at once', async () => {
    const { api, page, time } = await openPicky();
    page.navigate('/wrong');
    await time.run(1_000);
    page.navigate('/right');
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /wrong', 'keepalive visible /right']);
  });
});

describe('when the session has ended, the tracker', () => {
  it('starts another session at once', async () => {
    let isActive = false;
    const { api, page, time } = await openReported(({ call }) => {
      isActive ||= call === 'sessionstart';
      return isActive ? OK : NOT_VALID;
    });
    page.navigate('/b');
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /b', 'sessionstart', 'keepalive visible /b']);
    await time.run(1.1 * INTERVAL_MS);
    expect(api.take()).toEqual(['keepalive visible /b']);
  });

  it('starts a new session once in each interval if every new session ends immediately', async () => {
    withRandom(0);
    const { api, page, time } = await openReported(({ call }) => (call === 'sessionstart' ? OK : NOT_VALID));
    page.navigate('/b');
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /b', 'sessionstart', 'keepalive visible /b']);
    for (let interval = 0; interval < 5; interval++) {
      await time.run(INTERVAL_MS + SAMPLE_MS);
      expect(api.take()).toEqual(['sessionstart', 'keepalive visible /b']);
    }
  });

  it('starts no session for a hidden page', async () => {
    const { api, page, time } = await openReported(({ call }) => (call === 'sessionstart' ? OK : NOT_VALID));
    page.hide();
    await time.run(LONG_MS);
    expect(api.take()).toEqual(['session-hide /a']);
    api.answer = () => OK;
    page.show();
    await time.run(1_000);
    expect(api.take()).toEqual(['sessionstart', 'keepalive visible /a']);
  });
});
