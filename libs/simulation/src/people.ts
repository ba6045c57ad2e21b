import { PERSONAS, type Persona, WALL_SCREEN } from './personas.js';

export interface Person {
  readonly username: string;
  readonly persona: Persona;
  /** The person's number within the persona, from 0. */
  readonly place: number;
}

/** There is one wall screen for each 40 users or part of 40. */
const USERS_PER_WALL_SCREEN = 40;
/** If there are fewer users than this, there is no wall screen. */
const FEW_USERS = 5;

/**
 * Creates `count` users: wall screens first, then people. The people are ordered so that the first n of them, for
 * any n, have the personas as nearly as possible in proportion to their shares.
 */
export const createPeople = (count: number): Person[] => {
  const screens = count < FEW_USERS ? 0 : Math.ceil(count / USERS_PER_WALL_SCREEN);
  const counts = new Map<Persona, number>();
  /** Counts one more person of a persona. Returns the number of this person within the persona, from 0. */
  const take = (persona: Persona): number => {
    const place = counts.get(persona) ?? 0;
    counts.set(persona, place + 1);
    return place;
  };
  return Array.from({ length: count }, (_, index) => {
    if (index < screens) {
      return { username: `wall-screen-${index + 1}`, persona: WALL_SCREEN, place: take(WALL_SCREEN) };
    }
    const number = index - screens;
    const persona = mostMissing(counts, number + 1);
    return { username: usernameOf(number), persona, place: take(persona) };
  });
};

/** Returns the persona that lacks the most people to have its share of `total` people. */
const mostMissing = (counts: ReadonlyMap<Persona, number>, total: number): Persona => {
  const missing = (persona: Persona): number => persona.share * total - (counts.get(persona) ?? 0);
  return PERSONAS.reduce((most, persona) => (missing(persona) > missing(most) ? persona : most));
};

const FIRST_NAMES =
  'alice amara anaïs arjun bruno camille carlos chloé dmitri élodie emma farah felix grace hana hugo ines ivan jack josé julia karim léa linh lucas maria mehdi mina nadia noah olga omar paul priya rosa sara sven théo yuki zoë'.split(
    ' ',
  );
const LAST_NAMES =
  'andersson baker bernard carter chen costa dubois durand evans fischer garcia haddad hansen ito jensen kim kowalski lambert lefèvre lopez martin mendes meyer moreau müller nguyen novak okafor patel petit rossi santos schmidt silva smith tanaka weber wilson yilmaz zhang'.split(
    ' ',
  );

/** Returns a username. After all pairs of names are used, usernames get a number. */
const usernameOf = (index: number): string => {
  const pairs = FIRST_NAMES.length * LAST_NAMES.length;
  const round = Math.floor(index / pairs);
  // These steps have no common divisor with the number of names, so that they reach all names.
  const first = FIRST_NAMES[(index * 7) % FIRST_NAMES.length];
  const last = LAST_NAMES[(index * 11 + Math.floor(index / LAST_NAMES.length)) % LAST_NAMES.length];
  return `${first}.${last}${round > 0 ? round + 1 : ''}`;
};
