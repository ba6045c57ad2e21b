import { table } from '@dwell/programs';
import { markdownTable, type Rows } from './markdown-table.js';

/** A program that measures something. Resolves to its exit code: 1 if a figure misses its bar or is worth nothing. */
export type Bench = (args: readonly string[], report: Report, stop: AbortSignal) => Promise<number>;

type Part = 'paragraph' | 'item' | 'table';

/** Prints what a bench finds as soon as it is found, and keeps it as Markdown. */
export class Report {
  private text = '';
  private last: Part | undefined;

  constructor(private readonly print: (text: string) => void = console.log) {}

  /** Says what is measured, or introduces a table. */
  paragraph(text: string): void {
    this.add('paragraph', text, text);
  }

  /** Adds a line to a list of findings. */
  item(text: string): void {
    this.add('item', text, `- ${text}`);
  }

  table(rows: Rows): void {
    this.add('table', table(rows), markdownTable(rows));
  }

  /** Returns everything so far as Markdown. */
  get markdown(): string {
    return `${this.text}\n`;
  }

  private add(part: Part, text: string, markdown: string): void {
    const gap = part === 'item' && this.last === 'item' ? '\n' : '\n\n';
    const isFirst = this.last === undefined;
    this.print(`${gap === '\n' || isFirst ? '' : '\n'}${text}`);
    this.text += `${isFirst ? '' : gap}${markdown}`;
    this.last = part;
  }
}
