import type { Path } from '@dwell/shared';
import { APPLICATION, type View } from './application.js';
import type { Person } from './people.js';
import type { Random } from './random.js';
import { SECOND } from './calendar.js';

/** A stay on one path. */
export interface Stay {
  readonly path: Path;
  readonly ms: number;
}

/** The probability that the next stay is on a tab of the same view. */
const SAME_VIEW = 0.45;
/** How much stays differ in length: the `spread` of {@link Random.skewed}. */
const STAY_SPREAD = 0.6;
const SHORTEST_STAY_MS = 2 * SECOND;
/** How much people differ in the views and the tabs that they like: the `spread` of {@link Random.skewed}. */
const TASTE_SPREAD = 0.9;
const TAB_TASTE_SPREAD = 0.7;
/** The views of wall screens. A screen shows up to LONGEST_ROUND tabs in turn, each for ROUND_STAY_MS. */
const WALL_VIEWS = ['/view/service-weather', '/alarms', '/view/application-health'];
const LONGEST_ROUND = 4;
const ROUND_STAY_MS = 5 * 60 * SECOND;

/**
 * Returns endless stays. `lasting`, whose seed is the same for all pages of a person, decides what the person likes;
 * `random` decides each next stay.
 */
export const staysOf = (person: Person, lasting: Random, random: Random): Iterator<Stay, never> =>
  person.persona.rotates ? round(person) : wander(person, lasting, random);

function* wander({ persona }: Person, lasting: Random, random: Random): Generator<Stay, never> {
  const liked = new Map(
    APPLICATION.map((view) => [
      view,
      view.popularity * likingOf(persona.likes, view) * lasting.skewed(1, TASTE_SPREAD),
    ]),
  );
  const tabTaste = new Map(
    APPLICATION.map((view) => [
      view,
      view.tabs.map((tab) => [tab, lasting.skewed(1, TAB_TASTE_SPREAD)] as const),
    ]),
  );
  let view: View | undefined;
  for (;;) {
    const stays: boolean = view !== undefined && view.tabs.length > 1 && random.chance(SAME_VIEW);
    const next: View = stays && view ? view : random.pick(APPLICATION, (one) => liked.get(one) ?? 0);
    view = next;
    const tabs = tabTaste.get(next) ?? [];
    const path: Path =
      tabs.length > 0 ? [next.view, random.pick(tabs, ([, liking]) => liking)[0]] : [next.view];
    const ms = random.skewed(next.stay * persona.patience * SECOND, STAY_SPREAD);
    yield { path, ms: Math.max(SHORTEST_STAY_MS, ms) };
  }
}

/** Generates the stays of a wall screen: the tabs of one view in turn. Every second screen keeps to one path. */
function* round({ place }: Person): Generator<Stay, never> {
  const view = WALL_VIEWS[place % WALL_VIEWS.length] ?? '/dashboard';
  const tabs = APPLICATION.find((one) => one.view === view)?.tabs ?? [];
  const shown = tabs.slice(0, place % 2 === 0 ? LONGEST_ROUND : 1);
  const paths: readonly Path[] = shown.length > 0 ? shown.map((tab) => [view, tab]) : [[view]];
  for (;;) for (const path of paths) yield { path, ms: ROUND_STAY_MS };
}

const likingOf = (likes: readonly (readonly [string, number])[], { view }: View): number =>
  likes.find(([start]) => view.startsWith(start))?.[1] ?? 1;
