import type { OpenOptions } from '../chromium/chromium.js';

/** One action of the visitor. `at` is the time since the visit's start, in seconds. */
export type Act = { readonly at: number } & (
  | { readonly does: 'open'; readonly page: string; readonly path: string; readonly as?: OpenOptions['as'] }
  | { readonly does: 'go'; readonly page: string; readonly path: string }
  /** Opens an empty browser tab in front of the visible one. */
  | { readonly does: 'look away' }
  | { readonly does: 'look at'; readonly page: string }
  /** The computer sleeps. */
  | { readonly does: 'sleep'; readonly seconds: number }
  | { readonly does: 'lose the network' }
  | { readonly does: 'get the network back' }
  | { readonly does: 'close'; readonly page: string }
);

export interface Scene {
  readonly name: string;
  readonly acts: readonly Act[];
}

/** Returns acts that click through the paths, one every `secondsEach` seconds, beginning at `from` (seconds). */
const clickAbout = (page: string, from: number, secondsEach: number, paths: readonly string[]): Act[] =>
  paths.map((path, index) => ({ at: from + index * secondsEach, does: 'go', page, path }));

/**
 * Ten minutes of one person's work in twelve scenes, with everything that makes time on page hard to measure. When two
 * windows are visible at once, both show the same view, so that the true time of each view is unambiguous.
 */
export const TEN_MINUTES: readonly Scene[] = [
  {
    name: 'reads one view',
    acts: [{ at: 0, does: 'open', page: 'first', path: '/orders' }],
  },
  {
    name: 'clicks through views, one every 3 s',
    acts: clickAbout('first', 40, 3.1, [
      '/stock',
      '/orders',
      '/help',
      '/customers',
      '/stock',
      '/orders/7',
      '/help',
    ]),
  },
  {
    name: 'opens a second browser tab over the first',
    acts: [{ at: 70, does: 'open', page: 'second', path: '/reports' }],
  },
  {
    name: 'goes back to the first',
    acts: [{ at: 110.3, does: 'look at', page: 'first' }],
  },
  {
    name: 'is in another application',
    acts: [{ at: 140, does: 'look away' }],
  },
  {
    name: 'comes back, and clicks through views',
    acts: [
      { at: 200, does: 'look at', page: 'first' },
      ...clickAbout('first', 206, 4.7, ['/customers', '/orders', '/stock', '/customers', '/help']),
    ],
  },
  {
    name: 'closes the lid for a minute, with a view open',
    acts: [
      { at: 240, does: 'go', page: 'first', path: '/planning' },
      { at: 255.1, does: 'sleep', seconds: 60 },
    ],
  },
  {
    name: 'loses the network for a minute',
    acts: [
      { at: 330, does: 'go', page: 'first', path: '/help' },
      { at: 345, does: 'lose the network' },
      { at: 405, does: 'get the network back' },
    ],
  },
  {
    name: 'clicks through views, one every 2 s',
    acts: clickAbout('first', 420, 2.3, [
      '/stock',
      '/orders',
      '/orders/7',
      '/orders',
      '/orders/8',
      '/orders',
      '/orders/9',
      '/orders',
      '/customers',
      '/orders',
      '/stock',
      '/orders',
    ]),
  },
  {
    name: 'puts a second window beside the first',
    acts: [{ at: 450, does: 'open', page: 'beside', path: '/orders', as: 'window' }],
  },
  {
    name: 'closes it again',
    acts: [
      { at: 510, does: 'close', page: 'beside' },
      { at: 535, does: 'go', page: 'first', path: '/planning' },
    ],
  },
  {
    name: 'ends in the second browser tab',
    acts: [
      { at: 560, does: 'look at', page: 'second' },
      { at: 590, does: 'close', page: 'first' },
      { at: 600, does: 'close', page: 'second' },
    ],
  },
];
