import { addTo } from '../../model/sums.js';
import { firstMinute, MINUTE_MS, minuteAfter } from '../../model/whole-minutes.js';
import type { MinuteChange, PathTime, UserTimeDocument, ViewTimeDocument } from '../schema/rollups.js';

/**
 * The time by tab, and the users, of one view in one slot of this level. The view '' stands for all views, and has
 * users only.
 */
interface Sum {
  readonly time: Map<string | undefined, PathTime>;
  readonly users: Map<string, UserSum>;
}

/** One user's time and visits. */
interface UserSum {
  ms: number;
  visits: number;
}

/**
 * Counts of one slot: how many sessions started in it, how many had their last ping in it, and by how much the number
 * of sessions in progress changes at which minute.
 */
interface Counts {
  started: number;
  stopped: number;
  /** By the minute's start, in epoch milliseconds; see ViewTimeDocument. */
  readonly changes: Map<number, number>;
}

/** Sums users' time and counts sessions, and makes documents of view_time from them, at one rollup level. */
export class ViewTimeSums {
  private readonly sums = new Map<number, Map<string, Sum>>();
  private readonly counts = new Map<number, Counts>();

  /** @param level the slots' length in milliseconds. */
  constructor(private readonly level: number) {}

  addTime({ slot, username, time }: Pick<UserTimeDocument, 'slot' | 'username' | 'time'>): void {
    if (time.length === 0) return;
    for (const path of time) {
      this.add(slot, path.view, [path]);
      for (const view of [path.view, '']) this.addUser(slot, view, username, path);
    }
  }

  /** Counts a session that started at `time`, in epoch milliseconds. */
  addStart(time: number): void {
    const counts = this.countsAt(time);
    counts.started++;
    change(counts, firstMinute(time), 1);
  }

  /** Counts a session whose last ping was at `time`, in epoch milliseconds. */
  addStop(time: number): void {
    const counts = this.countsAt(time);
    counts.stopped++;
    change(counts, minuteAfter(time), -1);
  }

  /** Adds a view_time document of a shorter rollup level to the sums of the longer slot that contains it. */
  addShorter(document: ViewTimeDocument): void {
    const { slot, view, time, users, user_ms, user_visits } = document;
    const longer = slot - (slot % this.level);
    this.add(longer, view, time);
    users.forEach((username, n) => {
      this.addUser(longer, view, username, { ms: user_ms[n] ?? 0, visits: user_visits[n] ?? 0 });
    });
    const { started = 0, stopped = 0, changes = [] } = document;
    if (view !== '') return;
    const counts = this.countsAt(slot);
    counts.started += started;
    counts.stopped += stopped;
    for (const [minute, sessions] of changes) change(counts, slot + minute * MINUTE_MS, sessions);
  }

  /**
   * Returns the documents of the slots in [from, to). `spanning` is the number of sessions that started before `from`
   * and had their last ping at `from` or later.
   */
  documents(from: number, to: number, spanning: number): ViewTimeDocument[] {
    const documents: ViewTimeDocument[] = [];
    let before = spanning;
    for (let slot = from; slot < to; slot += this.level) {
      const sums = this.sums.get(slot) ?? new Map<string, Sum>();
      const { started, stopped, changes } = this.counts.get(slot) ?? NO_COUNTS;
      for (const [view, sum] of sums) if (view !== '') documents.push(this.document(slot, view, sum));
      if (sums.size > 0 || before > 0 || started > 0 || stopped > 0) {
        const all = this.document(slot, '', sums.get(''));
        documents.push({ ...all, spanning: before, started, stopped, changes: toChanges(slot, changes) });
      }
      before += started - stopped;
    }
    return documents;
  }

  private document(slot: number, view: string, sum: Sum | undefined): ViewTimeDocument {
    const users = [...(sum?.users.values() ?? [])];
    return {
      _id: `${this.level}:${slot}:${view}`,
      grain: this.level,
      slot,
      view,
      time: [...(sum?.time.values() ?? [])],
      users: [...(sum?.users.keys() ?? [])],
      user_ms: users.map(({ ms }) => ms),
      user_visits: users.map(({ visits }) => visits),
    };
  }

  private add(slot: number, view: string, time: readonly PathTime[]): void {
    const sum = this.sumOf(slot, view);
    for (const path of time) addTo(sum.time, path.tab, path);
  }

  private addUser(slot: number, view: string, username: string, { ms, visits }: Readonly<UserSum>): void {
    const { users } = this.sumOf(slot, view);
    const sum = users.get(username) ?? { ms: 0, visits: 0 };
    users.set(username, sum);
    sum.ms += ms;
    sum.visits += visits;
  }

  private sumOf(slot: number, view: string): Sum {
    const views = this.sums.get(slot) ?? new Map<string, Sum>();
    this.sums.set(slot, views);
    const sum = views.get(view) ?? { time: new Map(), users: new Map() };
    views.set(view, sum);
    return sum;
  }

  private countsAt(time: number): Counts {
    const slot = time - (time % this.level);
    const counts = this.counts.get(slot) ?? { started: 0, stopped: 0, changes: new Map<number, number>() };
    this.counts.set(slot, counts);
    return counts;
  }
}

const NO_COUNTS: Readonly<Counts> = { started: 0, stopped: 0, changes: new Map() };

const change = ({ changes }: Counts, minute: number, sessions: number): void => {
  changes.set(minute, sessions + (changes.get(minute) ?? 0));
};

const toChanges = (slot: number, changes: ReadonlyMap<number, number>): MinuteChange[] =>
  [...changes]
    .filter(([, sessions]) => sessions !== 0)
    .map(([minute, sessions]) => [(minute - slot) / MINUTE_MS, sessions]);
