import type { SessionSort } from '@dwell/shared';
import type { mongo } from 'mongoose';
import type { SessionDocument } from '../schema/sessions.js';
import { ANY_NUMBER } from './filters.js';
import { compareValues, type SortValue } from './slices.js';

/** The fields that lists are sorted by, except for the time on a view, which is no field. */
export type SortField = Exclude<SessionSort, 'view_duration'>;

const SORT_FIELDS: readonly SortField[] = ['start', 'last_ping', 'visible_duration', 'username'];

/** About this many sessions lie between two fences, unless that would take more than {@link MAX_FENCES} fences. */
const SESSIONS_PER_GAP = 200;

const MAX_FENCES = 4_000;

/**
 * Fences are chosen again when the number of sessions has grown or shrunk by as many as lie in this number of gaps
 * between fences.
 */
const GAPS_UNTIL_RENEWAL = 16;

/** Matches the step of a query plan, as JSON, in which a server sorts documents. */
export const SORTS = /"(Node Type|stage)":"sort"/i;

/** Values of each sort field, ascending, each once. */
type FencesByField = Readonly<Record<SortField, readonly SortValue[]>>;

/** The fields of a session in a sample. Another program may have written anything. */
type SampledSession = Readonly<Record<SortField, unknown>>;

interface Chosen {
  /** The number of sessions from which the fences were chosen. */
  readonly sessions: number;
  readonly byField: FencesByField;
}

/**
 * Knows fences: values of the sort fields that divide the sessions into about equal parts. FerretDB with DocumentDB
 * needs them. It finds a range of values in an index, but reads no order from it: it sorts all that it has found. So a
 * page reads a range of values that has little more than the page. Which values the fences are has no influence on what
 * a list contains. They are a random sample of the sessions' values.
 */
export class Fences {
  /** Resolves with undefined if the server needs no fences. */
  private chosen: Promise<Chosen | undefined> | undefined;
  private isRenewing = false;
  /** By field: the last value of the latest full page that began at the field's highest value. */
  private readonly ends = new Map<SortField, SortValue>();

  constructor(
    private readonly sessions: () => mongo.Collection<SessionDocument>,
    private readonly sessionsPerGap = SESSIONS_PER_GAP,
  ) {}

  /**
   * Returns the fences of a field, ascending. Returns none for a server that reads the order of a list from an index.
   * Also returns none if the server does not name its plan or take a sample, because a page only takes longer without
   * fences. The next call tries again.
   */
  async of(field: SortField): Promise<readonly SortValue[]> {
    if (this.chosen) void this.renew().catch(() => undefined);
    const chosen = await this.choose().catch(() => undefined);
    if (!chosen) return [];
    const fences = chosen.byField[field];
    const end = this.ends.get(field);
    const last = fences.at(-1);
    const isBeyond = end !== undefined && (last === undefined || compareValues(end, last) > 0);
    return isBeyond ? [...fences, end] : fences;
  }

  /**
   * Remembers the last value of a full page that began at the field's highest value. New sessions, and sessions that
   * get a ping, have times above the fences that were chosen before.
   */
  rememberEnd(field: SortField, value: SortValue): void {
    this.ends.set(field, value);
  }

  /**
   * Chooses fences again if the number of sessions has grown or shrunk much since they were chosen; see
   * {@link GAPS_UNTIL_RENEWAL}.
   */
  async renew(): Promise<void> {
    if (this.isRenewing) return;
    this.isRenewing = true;
    try {
      const chosen = await this.choose();
      if (!chosen) return;
      const count = await this.sessions().estimatedDocumentCount();
      if (Math.abs(count - chosen.sessions) < GAPS_UNTIL_RENEWAL * this.gap(chosen.sessions)) return;
      this.chosen = Promise.resolve({ sessions: count, byField: await this.sample(count) });
    } finally {
      this.isRenewing = false;
    }
  }

  private choose(): Promise<Chosen | undefined> {
    this.chosen ??= this.chooseFirst().catch((error: unknown) => {
      this.chosen = undefined;
      throw error;
    });
    return this.chosen;
  }

  private async chooseFirst(): Promise<Chosen | undefined> {
    const sessions = this.sessions();
    const sorted = sessions.find({ start: ANY_NUMBER }).hint('start').sort({ start: 1, _id: 1 }).limit(1);
    const plan = await sorted.explain('queryPlanner');
    if (!SORTS.test(JSON.stringify(plan))) return undefined;
    const count = await sessions.estimatedDocumentCount();
    return { sessions: count, byField: await this.sample(count) };
  }

  /** Returns the number of sessions between two of the fences that are chosen from this number of sessions. */
  private gap(sessions: number): number {
    return Math.max(this.sessionsPerGap, sessions / MAX_FENCES);
  }

  private async sample(sessions: number): Promise<FencesByField> {
    const size = Math.floor(sessions / this.gap(sessions));
    const fields = Object.fromEntries(SORT_FIELDS.map((field) => [field, 1]));
    const pipeline = [{ $sample: { size } }, { $project: { _id: 0, ...fields } }];
    // A sample can't have the size 0.
    const sampled = size === 0 ? [] : await this.sessions().aggregate<SampledSession>(pipeline).toArray();
    const valuesOf = (field: SortField): SortValue[] => {
      const values = sampled.map((session) => session[field]).filter(isSortValueOf(field));
      return [...new Set(values)].sort(compareValues);
    };
    return {
      start: valuesOf('start'),
      last_ping: valuesOf('last_ping'),
      visible_duration: valuesOf('visible_duration'),
      username: valuesOf('username'),
    };
  }
}

/** Returns a function that tells whether a value has the type that Dwell writes to the field. */
const isSortValueOf =
  (field: SortField) =>
  (value: unknown): value is SortValue =>
    field === 'username' ? typeof value === 'string' : Number.isFinite(value);
