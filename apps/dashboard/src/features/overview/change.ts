import { formatPercent } from '../../shared/format/number.js';
import { messages } from '../../shared/messages/messages.js';

export interface Change {
  direction: 'up' | 'down' | 'same' | 'new';
  words: string;
}

/** From here on, "times as much" says more than a percentage. */
const TIMES_FROM = 10;

/** From here on, there was as good as nothing before. */
const HARDLY_FROM = 100;

/** How a figure moved since the window before, in words: `+12 %`, `−4.2 %`, `unchanged`, `none before`. */
export const changeOf = (current: number, before: number): Change => {
  const { overview } = messages;
  if (current === before) return { direction: 'same', words: overview.unchanged };
  if (before === 0) return { direction: 'new', words: overview.noneBefore };
  const times = current / before;
  if (times >= HARDLY_FROM) return { direction: 'new', words: overview.hardlyBefore };
  if (times >= TIMES_FROM) return { direction: 'up', words: overview.times(Math.round(times)) };
  const percent = formatPercent(Math.abs(times - 1));
  return times > 1 ? { direction: 'up', words: `+${percent}` } : { direction: 'down', words: `−${percent}` };
};
