import type { PathTotal } from '@dwell/shared';
import { MINUTE_MS } from '../../model/whole-minutes.js';
import type { Difference, UserSlot } from '../../ports/archive.js';
import { batchesOf } from '../connection/batches.js';
import type { MongoDatabase } from '../connection/database.js';
import { readOnce } from '../connection/read-once.js';
import { toSession } from '../list/decode-session.js';
import type { ComputedSums } from '../statistics/compute-sums.js';
import type { ViewTimeBuilder } from '../statistics/view-time-builder.js';
import { readUsers } from './read-users.js';

/**
 * The most differences that one comparison returns. After so many differences in the sums, the other sums are not
 * compared.
 */
const MOST = 100;

/** What identifies a figure, and its values in the two places that are compared. */
interface Figure extends Omit<Difference, 'of' | 'figures'> {
  readonly one: number;
  readonly other: number;
}

/** Adds up the two values of each figure, and finds the figures whose two values differ. */
class Comparison {
  private readonly figures = new Map<string, Figure>();

  constructor(private readonly of: string) {}

  /** @param also is a further part of what identifies the figure. The difference does not show it. */
  add(figure: Figure, also?: string): void {
    const { username, view, tab, at, one, other } = figure;
    const key = JSON.stringify([username, view, tab, at, also]);
    const before = this.figures.get(key);
    this.figures.set(key, { ...figure, one: one + (before?.one ?? 0), other: other + (before?.other ?? 0) });
  }

  differences(): Difference[] {
    return [...this.figures.values()]
      .filter(({ one, other }) => one !== other)
      .slice(0, MOST)
      .map(({ one, other, ...where }) => ({ of: this.of, ...where, figures: [one, other] }));
  }
}

/**
 * Compares each session's visible time with the sum over its paths, users' time in the slots with the time in their
 * sessions, users' visits in the slots with their visits by length, and the stored sums with newly computed ones.
 */
export const findDifferences = async (
  database: MongoDatabase,
  sums: ViewTimeBuilder,
): Promise<Difference[]> => [...(await compareUsers(database)), ...(await compareSums(database, sums))];

const compareUsers = async (database: MongoDatabase): Promise<Difference[]> => {
  const time = new Comparison('ms: in the sessions of a user, and in the slots');
  const inSession = new Comparison('ms: on all paths of a session, and of the session');
  for await (const documents of batchesOf(database.sessions.find())) {
    for (const document of documents) {
      const session = toSession(document);
      if (!session) continue;
      const { username } = session.key;
      const totals: readonly PathTotal[] = [...session.totals.values()];
      for (const { path, ms } of totals) {
        const [view, tab] = path;
        time.add({ username, view, tab, one: ms, other: 0 });
      }
      const sum = totals.reduce((all, { ms }) => all + ms, 0);
      const { visibleMs, start } = session.state;
      if (sum !== visibleMs) inSession.add({ username, at: start, one: sum, other: visibleMs });
    }
  }
  const visits: Difference[] = [];
  for await (const slots of readUsers(database, true)) {
    for (const { username, time: paths } of slots) {
      for (const { view, tab, ms } of paths) time.add({ username, view, tab, one: 0, other: ms });
    }
    visits.push(...compareVisits(slots));
  }
  return [...inSession.differences(), ...time.differences(), ...visits.slice(0, MOST)];
};

const compareVisits = (slots: readonly UserSlot[]): Difference[] => {
  const comparison = new Comparison('visits of a user: in the slots, and by length');
  for (const { username, slot: at, time, visits } of slots) {
    for (const { view, tab, visits: one } of time) comparison.add({ username, view, tab, at, one, other: 0 });
    for (const { view, tab, visits: other } of visits)
      comparison.add({ username, view, tab, at, one: 0, other });
  }
  return comparison.differences();
};

/** Compares the stored sums with newly computed ones. Stops after {@link MOST} differences. */
const compareSums = async (database: MongoDatabase, builder: ViewTimeBuilder): Promise<Difference[]> => {
  const found: Difference[] = [];
  for await (const sums of builder.recompute()) {
    if (found.length >= MOST) break;
    const minutes = sums.grain / MINUTE_MS;
    const comparison = new Comparison(
      `${sums.of} in slots of ${minutes} minutes: the sum of all users, and its rows`,
    );
    for (const { value, also, ...where } of figuresOf(await storedSums(database, sums))) {
      comparison.add({ ...where, one: value, other: 0 }, also);
    }
    for (const { value, also, ...where } of figuresOf(sums)) {
      comparison.add({ ...where, one: 0, other: value }, also);
    }
    found.push(...comparison.differences());
  }
  return found;
};

/** A figure in a document of sums. `also` and the other fields but `value` identify it. */
type SumFigure = Omit<Figure, 'one' | 'other'> & { readonly value: number; readonly also: string };

function* figuresOf(sums: ComputedSums): Generator<SumFigure> {
  if (sums.of === 'viewVisits') {
    for (const { slot: at, recorded, view, visits } of sums.documents) {
      for (const { tab, length, visits: value, ms } of visits) {
        yield { at, view, tab, value, also: `visits ${recorded} ${length}` };
        yield { at, view, tab, value: ms, also: `ms ${recorded} ${length}` };
      }
    }
    return;
  }
  for (const document of sums.documents) {
    const { slot: at, view, time, users, user_ms, user_visits, changes = [] } = document;
    for (const { tab, ms, visits } of time) {
      yield { at, view, tab, value: ms, also: 'ms' };
      yield { at, view, tab, value: visits, also: 'visits' };
    }
    for (const [n, username] of users.entries()) {
      yield { at, view, username, value: user_ms[n] ?? 0, also: 'ms' };
      yield { at, view, username, value: user_visits[n] ?? 0, also: 'visits' };
    }
    for (const field of ['spanning', 'started', 'stopped'] as const) {
      yield { at, view, value: document[field] ?? 0, also: field };
    }
    for (const [minute, value] of changes)
      yield { at: at + minute * MINUTE_MS, view, value, also: 'changes' };
  }
}

const storedSums = async (
  { viewTime, viewVisits }: MongoDatabase,
  { of, grain, window }: ComputedSums,
): Promise<ComputedSums> => {
  const range = { $gte: window.from, $lt: window.to };
  return of === 'viewTime'
    ? { of, grain, window, documents: await readOnce(viewTime.find({ grain, slot: range }).hint('slot')) }
    : {
        of,
        grain,
        window,
        documents: await readOnce(viewVisits.find({ grain, recorded: range }).hint('recorded')),
      };
};
