import type { RankedUser, UserRankingAnswer } from '@dwell/shared';
import { number, type Table, text, time } from '../../http/formats/columns.js';

/** One row for each user. */
export const USERS_TABLE: Table<UserRankingAnswer, RankedUser> = {
  name: 'users',
  columns: [
    number('rank', 'Place in the whole ranking, from 1', ({ rank }) => rank),
    text('username', 'User', ({ username }) => username),
    number('visible_duration', 'Visible time, in seconds', (user) => user.visible_duration),
    number('share', 'Part of the visible time of all users, from 0 to 1', ({ share }) => share),
    number('visits', 'Visits', ({ visits }) => visits),
    number('sessions', 'Sessions that overlap the window', ({ sessions }) => sessions),
    time('last_seen', "The user's last ping, in the window or not", (user) => user.last_seen),
    text('top_view', 'View with the most time in the window', (user) => user.top_view),
    number(
      'previous_visible_duration',
      'Visible time in the previous window, in seconds; empty if nothing is compared',
      (user) => user.previous_visible_duration,
    ),
  ],
  rowsOf: ({ users }) => users,
};
