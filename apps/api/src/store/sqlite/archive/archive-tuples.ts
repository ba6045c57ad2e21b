import type { RecordedSession } from '../../ports/session-store.js';
import { type ChangeTuple, changeTuple } from '../record/encode-session.js';
import type { UserTimeTable } from '../schema/tables.js';

export type UserTimeRow = Pick<UserTimeTable, 'username' | 'slot' | 'view' | 'tab' | 'ms' | 'visits'>;

/** One user's time in one slot. */
export interface UserSlotRows {
  readonly username: string;
  readonly slot: number;
  readonly rows: readonly UserTimeRow[];
}

/** A place in the order of user_time. */
export type UserTimePlace = readonly [username: string, slot: number];

/** A session with all it has; its revision is the one to be stored. */
export const sessionTuple = (session: RecordedSession): ChangeTuple =>
  changeTuple({
    key: session.key,
    writes: [
      {
        session,
        changedTotals: [...session.totals.values()],
        trailChangedFrom: session.state.start,
        rollups: [],
      },
    ],
  });
