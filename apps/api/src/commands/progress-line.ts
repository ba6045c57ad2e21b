import type { CopyProgress } from './copy-database.js';

/** The shortest time between two updates, in milliseconds: on a terminal, and elsewhere. */
const TERMINAL_MS = 100;
const LINES_MS = 5_000;

const BAR_WIDTH = 30;

/**
 * Shows how much of its work a command has done: on a terminal as a growing bar, elsewhere as a line every few seconds.
 */
export class ProgressLine {
  private shownAt = 0;
  private step: string | undefined;

  constructor(
    private readonly output: NodeJS.WriteStream,
    private readonly now: () => number = Date.now,
  ) {}

  show(progress: CopyProgress): void {
    const step = `${progress.step} ${progress.name}`;
    const interval = this.output.isTTY ? TERMINAL_MS : LINES_MS;
    if (step === this.step && this.now() - this.shownAt < interval) return;
    this.step = step;
    this.shownAt = this.now();
    const text = progressText(progress);
    this.output.write(this.output.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
  }

  /** Clears the line for other output. */
  clear(): void {
    if (this.output.isTTY) this.output.write('\r\u001b[K');
  }
}

export const progressText = ({ step, name, done, of }: CopyProgress): string => {
  if (of === 0) return `${step} ${name} …`;
  const part = Math.min(1, done / of);
  const bar = '#'.repeat(Math.round(part * BAR_WIDTH)).padEnd(BAR_WIDTH, '.');
  return `${bar} ${String(Math.floor(part * 100)).padStart(3)} %  ${step} ${name}: ${done} of ${of}`;
};
