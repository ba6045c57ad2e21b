import { parseArgs } from 'node:util';
import { numberOption } from '@dwell/programs';

export const USAGE = 'npm run try:storm -- [--pages 1000] [--interval 5]';

export interface StormOptions {
  readonly pages: number;
  /** The keepalive interval, in milliseconds. */
  readonly intervalMs: number;
}

export const readStormOptions = (): StormOptions => {
  const { values } = parseArgs({
    options: {
      pages: { type: 'string', default: '1000' },
      interval: { type: 'string', default: '5' },
    },
  });
  return {
    pages: numberOption('pages', values.pages, { min: 10, max: 10_000 }),
    intervalMs: 1_000 * numberOption('interval', values.interval, { min: 1, max: 60 }),
  };
};
