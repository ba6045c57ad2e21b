import { describe, expect, it } from '@jest/globals';
import { ProgressLine, progressText } from './progress-line.js';

const progress = { step: 'copying', name: 'sessions', done: 500, of: 2_000 } as const;

/** Returns a progress line, what it writes, and its clock, which is set by hand. */
const shownOn = (isTTY: boolean) => {
  const written: string[] = [];
  const clock = { now: 0 };
  const output = { isTTY, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
  return { written, clock, line: new ProgressLine(output, () => clock.now) };
};

describe('ProgressLine', () => {
  it('shows a bar, a percentage and a count', () => {
    expect(progressText(progress)).toBe(
      '########......................  25 %  copying sessions: 500 of 2000',
    );
    expect(progressText({ ...progress, done: 0, of: 0 })).toBe('copying sessions …');
  });

  it('updates one line of a terminal, at most ten times a second', () => {
    const { written, clock, line } = shownOn(true);
    line.show(progress);
    line.show(progress);
    clock.now = 100;
    line.show(progress);
    line.clear();
    expect(written).toHaveLength(3);
    expect(written.every((text) => text.startsWith('\r') && !text.includes('\n'))).toBe(true);
  });

  it('writes a line every five seconds, and one at each new step, if the output is no terminal', () => {
    const { written, clock, line } = shownOn(false);
    line.show(progress);
    clock.now = 4_999;
    line.show(progress);
    clock.now = 5_000;
    line.show(progress);
    line.show({ ...progress, name: 'users' });
    line.clear();
    expect(written).toHaveLength(3);
    expect(written.every((text) => text.endsWith('\n') && !text.includes('\r'))).toBe(true);
  });
});
