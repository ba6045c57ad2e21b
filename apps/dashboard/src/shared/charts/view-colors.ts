import { fnv1a, OTHER_VIEW } from '@dwell/shared';

/**
 * The colours of views by colour scheme. A view has the colour at the same index in both. Each has a contrast of at
 * least 3 : 1 with every background of its scheme, none is grey, and any two of them can be told apart.
 */
export const VIEW_COLORS = {
  light: [
    ...['#c5547c', '#af3d34', '#7c2700', '#c55f1d', '#925b0c', '#a27905', '#584600', '#5b6400'],
    ...['#768c02', '#00580d', '#007d49', '#009863', '#029394', '#076b6f', '#004f69', '#058ac2'],
    ...['#2368bd', '#2f3b97', '#7976bf', '#814caa', '#66247c', '#a75fb7', '#9a2f60', '#73294a'],
  ],
  dark: [
    ...['#fea4bf', '#f48577', '#c8643f', '#ffac80', '#d49d61', '#ecba4b', '#9b8234', '#9aa559'],
    ...['#b7cf63', '#4a994b', '#53c384', '#65dea3', '#0adde0', '#3cb0b6', '#3390b4', '#7bcdfe'],
    ...['#6dabff', '#687dd7', '#babbff', '#c190ec', '#a568bc', '#eaa4fa', '#df76a0', '#b56a87'],
  ],
} as const;

/** The colour of "other": the only grey. */
export const OTHER_COLOR = 'var(--view-other)';

/** Returns a number below 2^32 that depends on every character: FNV-1a, then the last steps of MurmurHash3. */
const hashOf = (text: string): number => {
  let hash = fnv1a(text);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/**
 * Returns the colour of a view. It depends on the view's name alone, so that a view has the same colour in every chart,
 * row, legend and strip of every page, whatever the window and the filters.
 *
 * There are more names than colours, so two views of one chart can have the same colour. The chart then draws the
 * second one with a texture ({@link viewLooks}), and a line separates the two. Legend, tooltip and table list the views
 * in the order of the stack, each with its name.
 */
export const viewColor = (view: string): string =>
  view === OTHER_VIEW ? OTHER_COLOR : `var(--view-${String(hashOf(view) % VIEW_COLORS.light.length)})`;

/** How a chart fills the area of a view, or of another series. */
export interface Look {
  readonly color: string;
  /** What is drawn over the colour. Default: nothing. */
  readonly texture?: Texture | undefined;
}

export const TEXTURES = ['lines', 'dots'] as const;
export type Texture = (typeof TEXTURES)[number];

/**
 * Returns the looks of the views of one chart. The first view with a colour is plain. Each further view with the same
 * colour has the next texture; a fourth one looks like the third.
 */
export const viewLooks = (views: readonly string[]): Look[] => {
  const seen = new Map<string, number>();
  return views.map((view) => {
    const color = viewColor(view);
    const before = seen.get(color) ?? 0;
    seen.set(color, before + 1);
    return { color, texture: TEXTURES[Math.min(before, TEXTURES.length) - 1] };
  });
};
