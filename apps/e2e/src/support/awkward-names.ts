import { MAX_STRING_LENGTH, type Path } from '@dwell/shared';
import type { PastRequest } from '@dwell/api/testing/record-history';
import { session } from './history.js';

/** Repeats `unit` as often as it fits into the longest legal name. */
const longest = (unit: string, start = ''): string =>
  start + unit.repeat(Math.floor((MAX_STRING_LENGTH - start.length) / unit.length));

/**
 * Legal names that a screen could show wrongly: as long as names may be, or with characters that are invisible or
 * change the text around them.
 */
export const AWKWARD_NAMES = {
  word: longest('m'),
  words: longest('quarterly sales report by region '),
  url: longest('segment-of-a-path/', '/'),
  emoji: longest('👩🏽‍💻'),
  cjk: longest('時間管理'),
  rightToLeft: longest('تقرير المبيعات '),
  combining: longest('ë̛̖́̂'),
  override: longest('txt.exe', '\u202E'),
  isolate: `\u2067${'abc '.repeat(125)}`,
  blank: ' '.repeat(500),
  oneBlank: ' ',
  invisible: '\u200B\u2060\uFEFF',
  html: longest('<script>alert(1)</script><img src=x onerror=alert(2)>'),
  control: `bell\u0007, tab\t, line\nbreak, escape\u001B[31m`,
} as const;

const names = Object.values(AWKWARD_NAMES);

const MINUTE = 60_000;

/**
 * Returns the requests of one session for each awkward name. The sessions start 40 minutes apart; the latest has its
 * last ping 13 minutes before `now`. The name is the username, a view, and a tab of other views.
 */
export const awkwardHistory = (now: number): PastRequest[] =>
  names.flatMap((name, index) => {
    const paths: Path[] = [[name], ['/orders', name], [name, names[(index + 1) % names.length] ?? name]];
    return session(
      name,
      now - (index + 1) * 40 * MINUTE,
      [...paths, ...paths].flatMap((path, step) => [
        [step * 300, 'visible', path],
        [step * 300 + 120, step % 3 === 2 ? 'left' : 'visible', path],
      ]),
      { page: 'page 1' },
    );
  });
