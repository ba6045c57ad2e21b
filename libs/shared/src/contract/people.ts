/** The largest `limit` of GET /api/v2/people. */
export const MAX_PEOPLE_PER_PAGE = 100;
/** The default `limit` of GET /api/v2/people. */
export const DEFAULT_PEOPLE_PER_PAGE = 20;

/** The parameters of GET /api/v2/people. */
export interface PeopleQuery {
  /** A text anywhere in the username, whatever case and accents. Default: everybody. */
  search?: string;
  limit?: number;
  cursor?: string;
}

export interface PersonAnswer {
  /** The name under which the user's sessions are recorded. */
  username: string;
  /** The latest last ping of the user's sessions, in epoch seconds. Never later than now. */
  last_seen: number;
}

/**
 * GET /api/v2/people. First come those whose names begin with the search, in the order of their names, and then all
 * others, in that order too.
 */
export interface PeopleAnswer {
  /** Names the answer. */
  description: 'People';
  /** The people of this page. */
  people: PersonAnswer[];
  /** The `cursor` of the next page, if there are more people. */
  next_cursor?: string;
}

/** The parameters that select people, in lists of sessions and in statistics. */
export interface PeopleSelection {
  /** Only these users. With `groups` too: these users and the people in the groups. */
  usernames?: string[];
  /** Only the people who are in one of these groups now. With `usernames` too: these people and those users. */
  groups?: string[];
  /** Not these users. */
  not_usernames?: string[];
  /** Not the people who are in one of these groups now. */
  not_groups?: string[];
}
