import { parseArgs } from 'node:util';
import { numberOption } from '../command-line/options.js';

export const USAGE = 'npm run bench:trackers -- [--pages 1000] [--interval 5]';

export interface TrackersOptions {
  readonly pages: number;
  /** Between two keepalives, in milliseconds. */
  readonly intervalMs: number;
}

export const readTrackersOptions = (): TrackersOptions => {
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
