import { plainName } from '../../shared/format/names.js';
import { messages } from '../../shared/messages/messages.js';
import { type Beside, besideScope, OTHERS } from '../../shared/filters/beside.js';
import type { Pick } from '../../shared/filters/picked-people.js';
import type { Scope } from '../../shared/filters/scope.js';
import type { Look } from '../../shared/charts/view-colors.js';

/** The people whom a side's figures are about. */
type Who = 'everybody' | typeof OTHERS | readonly [Pick, ...Pick[]];

/** One of two sides that stand beside each other. Its look is the same in every chart. */
export interface Side extends Look {
  readonly key: 'first' | 'second';
  readonly who: Who;
  readonly scope: Scope;
}

export type Sides = readonly [Side, Side];

/** What a panel needs to show both sides. */
export interface SidesProps {
  sides: Sides;
  /** The number that the times of each side are divided by: 1, or its number of users. */
  divisors: Readonly<Record<Side['key'], number>>;
  /** Whether the times are divided by the number of users. */
  perUser: boolean;
}

/** The two sides differ by texture too, not by colour alone. */
const LOOKS = {
  first: { color: 'var(--beside-first)' },
  second: { color: 'var(--beside-second)', texture: 'lines' },
} as const satisfies Record<Side['key'], Look>;

/** Returns the side of the people of the filters, and then the side of those beside them. */
export const sidesOf = (scope: Scope, beside: Beside): Sides => {
  const picks: Pick[] = [
    ...scope.groups.map((name) => ({ kind: 'group', name }) as const),
    ...scope.usernames.map((name) => ({ kind: 'person', name }) as const),
  ];
  const [first, ...others] = picks;
  return [
    { key: 'first', who: first ? [first, ...others] : 'everybody', scope, ...LOOKS.first },
    {
      key: 'second',
      who: beside === OTHERS ? OTHERS : [beside],
      scope: besideScope(scope, beside),
      ...LOOKS.second,
    },
  ];
};

/** Names a side in plain text: its first group or person, and how many more there are. */
export const plainSide = ({ who }: Side): string => {
  const { beside } = messages;
  if (who === 'everybody' || who === OTHERS) return beside[who];
  const [first, ...more] = who;
  const name = plainName(first.name);
  return more.length === 0 ? name : `${name} ${beside.andMore(more.length)}`;
};
