import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { type Answer, NOT_VALID, OK, type RecordingApi } from './testing/recording-api.js';
import { INTERVAL_MS, visit, type Visit } from './testing/visit.js';

/** The tracker looks at its page so often, and so notices late that it may send. In milliseconds. */
const LOOK_MS = 250;
const LONGEST_SILENCE_MS = 240_000;
const LONG_MS = 20 * INTERVAL_MS;

/** Has the tracker's jitter as small as it gets, or as large. */
const drawing = (random: 0 | 0.999): void => {
  jest.spyOn(Math, 'random').mockReturnValue(random);
};
afterEach(() => {
  jest.restoreAllMocks();
});

/** A page that has told where it is, and from now on is answered so. */
const meet = async (answer: RecordingApi['answer']): Promise<Visit> => {
  const visitor = visit();
  await visitor.time.run(1_000);
  visitor.api.take();
  visitor.api.answer = answer;
  return visitor;
};

/** From each answer to the next request, in milliseconds. */
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
    'each silence is twice as long, up to 4 minutes, times $part by chance',
    async ({ random, part }) => {
      drawing(random);
      const { api, time } = await meet(() => answer);
      await time.run(LONG_MS);
      const planned = [1, 2, 4, 4, 4].map((intervals) => intervals * INTERVAL_MS);
      expect(Math.max(...planned)).toBe(LONGEST_SILENCE_MS);
      silencesMs(api)
        .slice(0, planned.length)
        .forEach((silenceMs, index) => {
          const full = planned[index] ?? NaN;
          expect(silenceMs).toBeGreaterThanOrEqual(part * full * 0.998);
          expect(silenceMs).toBeLessThanOrEqual(part * full + LOOK_MS);
        });
      expect(api.sent.length).toBeGreaterThanOrEqual(planned.length);
    },
  );

  it('a route change sends nothing, and the next try tells where the page is then', async () => {
    const { api, page, time } = await meet(() => answer);
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

  it('a hide goes out at once, and once', async () => {
    const { api, page, time } = await meet(() => answer);
    page.navigate('/b');
    await time.run(1_000);
    api.take();
    page.hide();
    await time.run(LONG_MS);
    expect(api.take()).toEqual(['session-hide /b']);
  });

  it('a return after more than 5 s, the network and waking try at once, a shorter absence does not', async () => {
    const { api, page, time } = await meet(() => answer);
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

  it('nothing is left of it once an answer is good', async () => {
    drawing(0.999);
    const { api, page, time } = await meet(() => answer);
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

describe('an answer that came late', () => {
  it.each([
    { latencyMs: 2_000, random: 0, laterMs: 0 },
    { latencyMs: 2_000, random: 0.999, laterMs: 20_000 },
    { latencyMs: 20_000, random: 0.999, laterMs: INTERVAL_MS },
  ] as const)(
    'by $latencyMs ms puts the next keepalive off by up to $laterMs ms, as many may have waited for theirs',
    async ({ latencyMs, random, laterMs }) => {
      drawing(random);
      const { api, page, time } = await meet(() => OK);
      api.latencyMs = latencyMs;
      page.navigate('/b');
      await time.run(latencyMs);
      api.take();
      api.latencyMs = 50;
      await time.run(INTERVAL_MS + laterMs - LOOK_MS);
      expect(api.take()).toEqual([]);
      await time.run(2 * LOOK_MS);
      expect(api.take()).toEqual(['keepalive visible /b']);
    },
  );
});

describe('the network', () => {
  it('that is back while a request hangs is used as soon as that is given up', async () => {
    const { api, page, time } = await meet(() => OK);
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

  it('that is back hears of a hide that it lost', async () => {
    const { api, page, time } = await meet(() => OK);
    page.goOffline();
    page.hide();
    await time.run(INTERVAL_MS);
    expect(api.take()).toEqual([]);
    page.goOnline();
    await time.run(INTERVAL_MS);
    expect(api.take()).toEqual(['session-hide /a']);
  });
});

describe('what the server asks for', () => {
  it.each([
    { status: 503, random: 0, later: 0 },
    { status: 429, random: 0.999, later: 0.5 },
    { status: 401, random: 0.999, later: 0.5 },
  ] as const)(
    'in Retry-After is heeded ($status), and not by all at one time',
    async ({ status, random, later }) => {
      drawing(random);
      const { api, page, time } = await meet(() => ({ status, headers: { 'Retry-After': '300' } }));
      page.navigate('/b');
      await time.run(50 + 299_900 + later * INTERVAL_MS);
      expect(api.take()).toEqual(['keepalive visible /b']);
      await time.run(100 + LOOK_MS);
      expect(api.take()).toEqual(['keepalive visible /b']);
    },
  );

  it('shortens no silence', async () => {
    drawing(0);
    const { api, page, time } = await meet(() => ({ status: 503, headers: { 'Retry-After': '1' } }));
    page.navigate('/b');
    await time.run(0.49 * INTERVAL_MS);
    expect(api.take()).toHaveLength(1);
  });
});

describe.each(refused)('while the answer is a lasting $status', (answer) => {
  it.each([
    { random: 0, tries: 2 },
    { random: 0.999, tries: 1 },
  ] as const)(
    '$tries requests an interval are sent, by chance, and never fewer',
    async ({ random, tries }) => {
      drawing(random);
      const { api, time } = await meet(() => answer);
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

describe('while what a page says of one view is refused (400)', () => {
  const meetPicky = (): Promise<Visit> =>
    meet(({ body }) => (body.path?.[0] === '/wrong' ? { status: 400 } : OK));

  it('it is told once an interval', async () => {
    const { api, page, time } = await meetPicky();
    page.navigate('/wrong');
    await time.run(0.9 * INTERVAL_MS);
    expect(api.take()).toEqual(['keepalive visible /wrong']);
    await time.run(3.2 * INTERVAL_MS);
    expect(api.take()).toHaveLength(4);
  });

  it('the next view is told at once', async () => {
    const { api, page, time } = await meetPicky();
    page.navigate('/wrong');
    await time.run(1_000);
    page.navigate('/right');
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /wrong', 'keepalive visible /right']);
  });
});

describe('a session that has ended', () => {
  it('is followed by another one, at once', async () => {
    let isActive = false;
    const { api, page, time } = await meet(({ call }) => {
      isActive ||= call === 'sessionstart';
      return isActive ? OK : NOT_VALID;
    });
    page.navigate('/b');
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /b', 'sessionstart', 'keepalive visible /b']);
    await time.run(1.1 * INTERVAL_MS);
    expect(api.take()).toEqual(['keepalive visible /b']);
  });

  it('is started once an interval, when it ends each time', async () => {
    drawing(0);
    const { api, page, time } = await meet(({ call }) => (call === 'sessionstart' ? OK : NOT_VALID));
    page.navigate('/b');
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /b', 'sessionstart', 'keepalive visible /b']);
    for (let interval = 0; interval < 5; interval++) {
      await time.run(INTERVAL_MS + LOOK_MS);
      expect(api.take()).toEqual(['sessionstart', 'keepalive visible /b']);
    }
  });

  it('is not followed by one of a page that is hidden', async () => {
    const { api, page, time } = await meet(({ call }) => (call === 'sessionstart' ? OK : NOT_VALID));
    page.hide();
    await time.run(LONG_MS);
    expect(api.take()).toEqual(['session-hide /a']);
    api.answer = () => OK;
    page.show();
    await time.run(1_000);
    expect(api.take()).toEqual(['sessionstart', 'keepalive visible /a']);
  });
});
