/**
 * The search of a link to the session list that takes the list's own filters away. The list then has all sessions that
 * were on the view, as many as the figure beside the link counts.
 */
export const ALL_SESSIONS = { username: undefined, state: undefined, min_duration: undefined } as const;
