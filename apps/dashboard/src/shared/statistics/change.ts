import { formatNumber, formatPercent } from '../format/number.js';
import { messages } from '../messages/messages.js';

export interface Change {
  direction: 'up' | 'down' | 'same' | 'new';
  words: string;
}

/** A figure of a window, and the same figure of the window that it is compared with. */
export interface Compared {
  current: number;
  before: number;
}

/**
 * The words `little before` are used if the basis (see {@link changeOf}) is now more than this many times what it was
 * before.
 */
const LITTLE_FACTOR = 10;

/** If a figure changes by a smaller part of what it was, the percentage would be shown as 0 %. */
const HARDLY_CHANGED = 0.000_5;

/** If a smaller part of a figure is left, the change would be shown as −100 %. */
const ALMOST_NONE = 0.005;

/** Returns by how many per cent a figure fell if `factor` of it is left. Rounds down to 0.1 %: at most 99.9 %. */
const almostAll = (factor: number): string => `${formatNumber(Math.floor((1 - factor) * 1_000) / 10)} %`;

/** From this factor on, a change is shown as a factor instead of a percentage. */
const TIMES_FROM = 10;

/**
 * Returns how a figure changed since the compared window, in words. The first rule that holds decides:
 * 1. both are the same, also both 0: `unchanged`;
 * 2. 0 before: `none before`;
 * 3. 0 now: `none now`;
 * 4. `basis` was less than a tenth of what it is now: `little before`;
 * 5. less than 0.05 % of difference: `hardly changed`;
 * 6. otherwise a number: `+12 %`, `−4.2 %`, or `× 12` from ten times on. Never `−100 %`, which means `none now`.
 *
 * `basis` is the time on page that the figure belongs to. All figures of one window have the same basis, so that none
 * shows a percentage beside another that says `little before`. Without `basis`, the figure is its own basis.
 */
export const changeOf = (figure: Compared, basis: Compared = figure): Change => {
  const { current, before } = figure;
  const { statistics } = messages;
  if (current === before) return { direction: 'same', words: statistics.unchanged };
  if (before === 0) return { direction: 'new', words: statistics.noneBefore };
  if (current === 0) return { direction: 'down', words: statistics.noneNow };
  if (basis.before * LITTLE_FACTOR < basis.current)
    return { direction: 'new', words: statistics.littleBefore };
  const times = current / before;
  if (times >= TIMES_FROM) return { direction: 'up', words: statistics.times(Math.round(times)) };
  if (Math.abs(times - 1) < HARDLY_CHANGED) return { direction: 'same', words: statistics.hardlyChanged };
  const percent = times < ALMOST_NONE ? almostAll(times) : formatPercent(Math.abs(times - 1));
  return times > 1 ? { direction: 'up', words: `+${percent}` } : { direction: 'down', words: `−${percent}` };
};
