import { formatPercent } from '../../shared/format/number.js';
import { messages } from '../../shared/messages/messages.js';

export interface Change {
  direction: 'up' | 'down' | 'same' | 'new';
  words: string;
}

/** From this factor on, a change is shown as a factor instead of a percentage. */
const TIMES_FROM = 10;

/** From this factor on, the words are `hardly any before` instead of a factor. */
const HARDLY_FROM = 100;

/** Returns how a figure changed since the window before: `+12 %`, `−4.2 %`, `× 12`, `unchanged`, `none before`. */
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
