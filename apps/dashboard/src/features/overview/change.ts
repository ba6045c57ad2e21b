import { formatPercent } from '../../shared/format/number.js';
import { messages } from '../../shared/messages/messages.js';

export interface Change {
  direction: 'up' | 'down' | 'same' | 'new';
  words: string;
}

/** From here on, "times as much" says more than a percentage. */
const TIMES_FROM = 10;

/** How a figure moved since the window before, in words: `+12 %`, `−4.2 %`, `unchanged`, `none before`. */
export const changeOf = (current: number, before: number): Change => {
  const { overview } = messages;
  if (current === before) return { direction: 'same', words: overview.unchanged };
  if (before === 0) return { direction: 'new', words: overview.noneBefore };
  const share = current / before - 1;
  const direction = share > 0 ? 'up' : 'down';
  if (current / before >= TIMES_FROM)
    return { direction, words: overview.times(Math.round(current / before)) };
  return { direction, words: `${share > 0 ? '+' : '−'}${formatPercent(Math.abs(share))}` };
};
