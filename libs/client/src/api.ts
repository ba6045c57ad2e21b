/* Generated from the OpenAPI document of the server by `npm run client`. Do not edit. */
export interface paths {
  '/api/v2/annotations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the annotations of a window, those about the latest times first
     * @description Needs one of the roles analyst, admin.
     */
    get: operations['listAnnotations'];
    put?: never;
    /**
     * Write a note about a point in time
     * @description Needs one of the roles analyst, admin.
     */
    post: operations['createAnnotation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/annotations/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Remove an own annotation; admins also remove those of others
     * @description Needs one of the roles analyst, admin.
     */
    delete: operations['removeAnnotation'];
    options?: never;
    head?: never;
    /**
     * Give an own annotation another time or text
     * @description Needs one of the roles analyst, admin.
     */
    patch: operations['changeAnnotation'];
    trace?: never;
  };
  '/api/v2/api-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the API keys, with the time of their last use
     * @description Needs the role admin.
     */
    get: operations['listApiKeys'];
    put?: never;
    /**
     * Create an API key; the answer is the only one that shows the key
     * @description Needs the role admin.
     */
    post: operations['createApiKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/api-keys/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Revoke an API key; it is refused from then on
     * @description Needs the role admin.
     */
    delete: operations['revokeApiKey'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List who did what, the newest first
     * @description Needs the role admin.
     */
    get: operations['listAuditEntries'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/auth/login': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Log in with a password; sets the cookie dwell_sid, over https __Host-dwell_sid
     * @description A user with a second factor sends a code too. With the right password and no code, or a wrong one, the answer is 401 with the reason code_required or code_wrong.
     *
     *     Needs no credential.
     */
    post: operations['logIn'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/auth/logins': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the caller's own logins: this one first, then the others, the latest used one first
     * @description Needs one of the roles reporter, analyst, admin.
     */
    get: operations['listOwnLogins'];
    put?: never;
    post?: never;
    /**
     * End all of the caller's logins but this one
     * @description Needs one of the roles reporter, analyst, admin.
     */
    delete: operations['endOtherLogins'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/auth/logins/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * End one of the caller's own logins
     * @description Needs one of the roles reporter, analyst, admin.
     */
    delete: operations['endOwnLogin'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/auth/logout': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * End this login
     * @description Needs no credential.
     */
    post: operations['logOut'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/auth/logout-everywhere': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * End all of the caller's logins
     * @description Needs one of the roles reporter, analyst, admin.
     */
    post: operations['logOutEverywhere'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/auth/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show who calls
     * @description Needs one of the roles reporter, analyst, admin.
     */
    get: operations['getMe'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/auth/password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Change the caller's password to another one; ends all other logins
     * @description Needs one of the roles reporter, analyst, admin.
     */
    post: operations['changePassword'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/auth/second-factor': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show whether the caller's second factor is on
     * @description Needs one of the roles reporter, analyst, admin.
     */
    get: operations['getSecondFactor'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/auth/second-factor/confirm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Turn the second factor on with its first code, and end all other logins
     * @description Only this answer shows the recovery codes.
     *
     *     Needs one of the roles reporter, analyst, admin.
     */
    post: operations['confirmSecondFactor'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/auth/second-factor/off': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Turn the second factor off, and end all other logins
     * @description Needs one of the roles reporter, analyst, admin.
     */
    post: operations['turnOffSecondFactor'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/auth/second-factor/recovery-codes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Replace the recovery codes; only this answer shows the new ones
     * @description Needs one of the roles reporter, analyst, admin.
     */
    post: operations['renewRecoveryCodes'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/auth/second-factor/start': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make a secret for an authenticator app; the factor is on once its first code is confirmed
     * @description Needs one of the roles reporter, analyst, admin.
     */
    post: operations['startSecondFactor'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/groups': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the groups by name, with the number of their members
     * @description Needs one of the roles analyst, admin.
     */
    get: operations['listGroups'];
    put?: never;
    /**
     * Create a group without members
     * @description Needs the role admin.
     */
    post: operations['createGroup'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/groups/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Remove a group; its members stay users
     * @description Needs the role admin.
     */
    delete: operations['removeGroup'];
    options?: never;
    head?: never;
    /**
     * Give a group another name
     * @description Needs the role admin.
     */
    patch: operations['renameGroup'];
    trace?: never;
  };
  '/api/v2/groups/{name}/members': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the members of a group by username
     * @description Needs one of the roles analyst, admin.
     */
    get: operations['listGroupMembers'];
    /**
     * Replace the members whom admins put into a group; members from tokens stay
     * @description Needs the role admin.
     */
    put: operations['setGroupMembers'];
    /**
     * Add members to a group
     * @description Needs the role admin.
     */
    post: operations['addGroupMembers'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/groups/{name}/members/{username}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Add one member to a group
     * @description Needs the role admin.
     */
    put: operations['addGroupMember'];
    post?: never;
    /**
     * Remove one member whom an admin put into a group
     * @description Needs the role admin.
     */
    delete: operations['removeGroupMember'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/groups/{name}/members/remove': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Remove members whom admins put into a group
     * @description Needs the role admin.
     */
    post: operations['removeGroupMembers'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/groups/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Write all groups with their members as a CSV file
     * @description A text that a spreadsheet would calculate has an apostrophe before it, which the import removes.
     *
     *     Needs one of the roles analyst, admin.
     */
    get: operations['exportGroups'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/groups/import': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Create groups and change their members by a CSV file, such as an export
     * @description If a line is not valid, nothing is changed, and `errors` names such lines, at most 20.
     *
     *     Needs the role admin.
     */
    post: operations['importGroups'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/keepalive': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Report that the page is open on this path, and whether it is visible
     * @description Needs one of the roles reporter, analyst, admin.
     */
    post: operations['keepSessionAlive'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/keepalives': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Record many keepalives, session-hides and sessionstarts of many users at once
     * @description For servers that relay pings. Each item is recorded, or refused, as if it had come as a call of its own. The items that are not refused are stored with one commit if possible. `results` has the outcome of each item, in the order of the items. In NDJSON, each line is an item.
     *
     *     Needs one of the roles reporter, analyst, admin.
     */
    post: operations['recordKeepalives'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/live': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow who is on which view now: a snapshot, then changes, as server-sent events
     * @description The data of each event is JSON in one line. `snapshot` (LiveSnapshotAnswer) has all active sessions that the filters admit;
     *     it comes first, and replaces whatever the client knows. `change` (LiveChangeAnswer) has what has changed since the event before.
     *     `heartbeat` (LiveHeartbeatAnswer) comes every 15 seconds. The stream goes on until the client or the server ends it.
     *
     *     Needs one of the roles analyst, admin.
     */
    get: operations['followSessions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/people': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Find the users who have sessions by a part of their names
     * @description Needs one of the roles analyst, admin.
     */
    get: operations['findPeople'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/refused-origins': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the origins whose pages this process has refused since its start, the latest first
     * @description Needs the role admin.
     */
    get: operations['listRefusedOrigins'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/saved-views': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the own saved views and those that others share, by name
     * @description Needs one of the roles analyst, admin.
     */
    get: operations['listSavedViews'];
    put?: never;
    /**
     * Save a page with its filters under a name
     * @description Needs one of the roles analyst, admin.
     */
    post: operations['createSavedView'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/saved-views/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Remove an own saved view; admins also remove those that others share
     * @description Needs one of the roles analyst, admin.
     */
    delete: operations['removeSavedView'];
    options?: never;
    head?: never;
    /**
     * Rename an own saved view, share it, or give it other filters
     * @description Needs one of the roles analyst, admin.
     */
    patch: operations['changeSavedView'];
    trace?: never;
  };
  '/api/v2/session_hide': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Report that the user leaves or hides this path
     * @description Needs one of the roles reporter, analyst, admin.
     */
    post: operations['hideSessionAtOlderPath'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/session_tracepath': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Report that the user leaves or hides this path
     * @description Needs one of the roles reporter, analyst, admin.
     */
    post: operations['hideSessionAtOldestPath'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/session-hide': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List sessions: with limit one page, without it a stream of all that match
     * @description With `format`, the answer is a file with these columns. In CSV a time has two columns: as a clock in `tz` shows it, and in epoch seconds (`…_epoch`).
     *
     *     - `_id`: Id of the session
     *     - `id_beaker_session`: Base64 of username and client
     *     - `username`: Name of the user
     *     - `start`: Start
     *     - `last_ping`: Last ping
     *     - `last_visible_ping`: Last visible ping
     *     - `last_visible_view`: View at the last visible ping
     *     - `last_visible_tab`: Tab at the last visible ping
     *     - `visible_duration`: Visible time of the session, in seconds
     *     - `active`: Whether the session is active
     *     - `view_duration`: With `view`: time on this view, in seconds
     *     - `here_now`: With `view`: whether the view is visible in the session at this moment
     *     - `tab_duration`: Seconds by view and tab, as JSON
     *
     *     Needs one of the roles analyst, admin.
     */
    get: operations['listSessionsAtOlderPath'];
    put?: never;
    /**
     * Report that the user leaves or hides this path
     * @description Needs one of the roles reporter, analyst, admin.
     */
    post: operations['hideSession'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List sessions: with limit one page, without it a stream of all that match
     * @description With `format`, the answer is a file with these columns. In CSV a time has two columns: as a clock in `tz` shows it, and in epoch seconds (`…_epoch`).
     *
     *     - `_id`: Id of the session
     *     - `id_beaker_session`: Base64 of username and client
     *     - `username`: Name of the user
     *     - `start`: Start
     *     - `last_ping`: Last ping
     *     - `last_visible_ping`: Last visible ping
     *     - `last_visible_view`: View at the last visible ping
     *     - `last_visible_tab`: Tab at the last visible ping
     *     - `visible_duration`: Visible time of the session, in seconds
     *     - `active`: Whether the session is active
     *     - `view_duration`: With `view`: time on this view, in seconds
     *     - `here_now`: With `view`: whether the view is visible in the session at this moment
     *     - `tab_duration`: Seconds by view and tab, as JSON
     *
     *     Needs one of the roles analyst, admin.
     */
    get: operations['listSessions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/sessions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show one session with its trail
     * @description Needs one of the roles analyst, admin.
     */
    get: operations['getSession'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/sessionstart': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The same by GET, for older UIs
     * @description Needs one of the roles reporter, analyst, admin.
     */
    get: operations['startSessionByGet'];
    put?: never;
    /**
     * Start a session, unless the caller has an active one
     * @description Needs one of the roles reporter, analyst, admin.
     */
    post: operations['startSession'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/statistics/concurrency': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How many sessions are in progress, or how many people are on a view, with the peak
     * @description With `format`, the answer is a file with these columns. In CSV a time has two columns: as a clock in `tz` shows it, and in epoch seconds (`…_epoch`).
     *
     *     - `from`: Begin of the bucket
     *     - `to`: End of the bucket
     *     - `partial`: Whether the bucket is not whole
     *     - `running`: Whether the bucket ends after now
     *     - `measure`: What is counted: sessions or people
     *     - `mean`: Average number; empty if the bucket is still to come
     *     - `max`: Highest number; empty if the bucket is still to come
     *
     *     Needs one of the roles analyst, admin.
     */
    get: operations['getConcurrency'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/statistics/distribution': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Visits by length, with their mean, median and 95th percentile
     * @description With `format`, the answer is a file with these columns. In CSV a time has two columns: as a clock in `tz` shows it, and in epoch seconds (`…_epoch`).
     *
     *     - `after`: The lengths are greater than this, in seconds
     *     - `up_to`: The lengths are at most this, in seconds
     *     - `visits`: Visits with a length in this bucket
     *
     *     Needs one of the roles analyst, admin.
     */
    get: operations['getDistribution'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/statistics/heatmap': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Visible time and visits for each hour of the week
     * @description With `format`, the answer is a file with these columns. In CSV a time has two columns: as a clock in `tz` shows it, and in epoch seconds (`…_epoch`).
     *
     *     - `weekday`: Day of the week: 1 is Monday, 7 is Sunday
     *     - `hour`: Hour of the day, from 0 to 23
     *     - `visible_duration`: Visible time, in seconds
     *     - `visits`: Visits that began in this hour
     *     - `elapsed`: Time of the window in this hour of the week so far, in seconds
     *     - `mean_people`: How many people looked on average
     *
     *     Needs one of the roles analyst, admin.
     */
    get: operations['getHeatmap'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/statistics/summary': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The key figures of the window, and of the earlier window that it is compared with
     * @description With `format`, the answer is a file with these columns. In CSV a time has two columns: as a clock in `tz` shows it, and in epoch seconds (`…_epoch`).
     *
     *     - `window`: current or previous
     *     - `from`: Begin of the window
     *     - `to`: End of the window
     *     - `visible_duration`: Visible time, in seconds
     *     - `visits`: Visits
     *     - `users`: Users with time in the window
     *     - `views`: Views with time in the window
     *     - `sessions`: Sessions that overlap the window
     *     - `mean_visit_duration`: Mean length of a visit, in seconds
     *     - `median_visit_duration`: Median length of a visit, in seconds; at most 5 % off
     *     - `p95_visit_duration`: Length that 95 % of the visits do not exceed, in seconds; at most 5 % off
     *     - `active_sessions`: Active sessions now; with `view`, those in which it is visible now
     *     - `all_active_sessions`: Active sessions now, on any view
     *
     *     Needs one of the roles analyst, admin.
     */
    get: operations['getSummary'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/statistics/timeline': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Visible time by view for each calendar bucket of a time zone
     * @description With `format`, the answer is a file with these columns. In CSV a time has two columns: as a clock in `tz` shows it, and in epoch seconds (`…_epoch`).
     *
     *     - `from`: Begin of the bucket
     *     - `to`: End of the bucket
     *     - `partial`: Whether the bucket is not whole
     *     - `running`: Whether the bucket ends after now
     *     - `view`: View; empty for all views that are not among the `top` ones
     *     - `visible_duration`: Visible time, in seconds
     *
     *     Needs one of the roles analyst, admin.
     */
    get: operations['getTimeline'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/statistics/unused': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Views and tabs that nobody opened in the window, and tabs that are left at once
     * @description With `format`, the answer is a file with these columns. In CSV a time has two columns: as a clock in `tz` shows it, and in epoch seconds (`…_epoch`).
     *
     *     - `finding`: unused_view, unused_tab or left_at_once
     *     - `view`: View
     *     - `tab`: Tab; empty for a view, and for the time of a view without a tab
     *     - `visits`: Visits in the window
     *     - `mean_visit_duration`: Mean length of a visit, in seconds
     *     - `median_visit_duration`: Median length of a visit, in seconds; at most 5 % off
     *     - `p95_visit_duration`: Length that 95 % of the visits do not exceed, in seconds; at most 5 % off
     *
     *     Needs one of the roles analyst, admin.
     */
    get: operations['getUnused'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/statistics/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A ranking of the users with visible time in the window
     * @description With `format`, the answer is a file with these columns. In CSV a time has two columns: as a clock in `tz` shows it, and in epoch seconds (`…_epoch`).
     *
     *     - `rank`: Place in the whole ranking, from 1
     *     - `username`: User
     *     - `visible_duration`: Visible time, in seconds
     *     - `share`: Part of the visible time of all users, from 0 to 1
     *     - `visits`: Visits
     *     - `sessions`: Sessions that overlap the window
     *     - `last_seen`: The user's last ping, in the window or not
     *     - `top_view`: View with the most time in the window
     *     - `previous_visible_duration`: Visible time in the previous window, in seconds; empty if nothing is compared
     *
     *     Needs one of the roles analyst, admin.
     */
    get: operations['rankUsers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/statistics/views': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Visible time and visits by view and tab, longest time first
     * @description With `format`, the answer is a file with these columns. In CSV a time has two columns: as a clock in `tz` shows it, and in epoch seconds (`…_epoch`).
     *
     *     - `view`: View
     *     - `tab`: Tab; empty for the time of the view without a tab
     *     - `visible_duration`: Visible time on the tab, in seconds
     *     - `visits`: Visits of the tab
     *     - `mean_visit_duration`: Mean length of a visit of the tab, in seconds
     *     - `median_visit_duration`: Median length of a visit of the tab, in seconds; at most 5 % off
     *     - `p95_visit_duration`: Length that 95 % of the visits do not exceed, in seconds; at most 5 % off
     *     - `view_visible_duration`: Visible time on the whole view, in seconds
     *     - `view_share`: Part of the visible time of all views that is on the whole view, from 0 to 1
     *     - `view_visits`: Visits of the whole view
     *     - `view_users`: Users with time on the whole view
     *     - `view_here_now`: Active sessions in which the view is visible now
     *     - `view_previous_visible_duration`: Visible time on the whole view in the previous window, in seconds; empty if nothing is compared
     *
     *     Needs one of the roles analyst, admin.
     */
    get: operations['getViews'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/tracker': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show the version, path and integrity hash of the browser tracker that this server serves
     * @description Needs no credential.
     */
    get: operations['getTracker'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the users
     * @description Needs the role admin.
     */
    get: operations['listUsers'];
    put?: never;
    /**
     * Create a user; only this answer shows a generated password
     * @description Needs the role admin.
     */
    post: operations['createUser'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/users/{username}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Remove a user, with the logins, the API keys and the saved views that the user does not share
     * @description Needs the role admin.
     */
    delete: operations['removeUser'];
    options?: never;
    head?: never;
    /**
     * Change a user's role at once, and end the user's logins
     * @description Needs the role admin.
     */
    patch: operations['changeUserRole'];
    trace?: never;
  };
  '/api/v2/users/{username}/logins': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * End all of the user's logins
     * @description Needs the role admin.
     */
    delete: operations['endUserLogins'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/users/{username}/reset': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Generate a new password, which only this answer shows, and end the user's logins
     * @description Needs the role admin.
     */
    post: operations['resetUserPassword'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/users/{username}/second-factor': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Remove another user's second factor, and end the user's logins
     * @description Needs the role admin.
     */
    delete: operations['removeUserSecondFactor'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/healthz': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Answers 200 while the process runs
     * @description Needs no credential.
     */
    get: operations['getLiveness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/readyz': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Answers 200 once the server has started and while the database answers, else 503
     * @description Needs no credential.
     */
    get: operations['getReadiness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sessman/get': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show a session's data: sessionid, optional userid
     * @description An API key needs the permission for session data; a token and a login of any role need none. If the server is set to SESSMAN_AUTH=open, nobody needs a credential.
     */
    get: operations['getSessionData'];
    put?: never;
    /**
     * Show a session's data: sessionid, optional userid
     * @description An API key needs the permission for session data; a token and a login of any role need none. If the server is set to SESSMAN_AUTH=open, nobody needs a credential.
     */
    post: operations['getSessionDataByPost'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sessman/new': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Create a session: userid, data
     * @description An API key needs the permission for session data; a token and a login of any role need none. If the server is set to SESSMAN_AUTH=open, nobody needs a credential.
     */
    get: operations['createSessionDataByGet'];
    put?: never;
    /**
     * Create a session: userid, data
     * @description An API key needs the permission for session data; a token and a login of any role need none. If the server is set to SESSMAN_AUTH=open, nobody needs a credential.
     */
    post: operations['createSessionData'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sessman/update': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Replace a session's data and restart its time to live: sessionid, data, optional userid
     * @description An API key needs the permission for session data; a token and a login of any role need none. If the server is set to SESSMAN_AUTH=open, nobody needs a credential.
     */
    get: operations['updateSessionDataByGet'];
    put?: never;
    /**
     * Replace a session's data and restart its time to live: sessionid, data, optional userid
     * @description An API key needs the permission for session data; a token and a login of any role need none. If the server is set to SESSMAN_AUTH=open, nobody needs a credential.
     */
    post: operations['updateSessionData'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description A note about a point in time, shown on the timeline. */
    AnnotationAnswer: {
      /** @description The time that the note is about, in epoch seconds. */
      at: number;
      /** @description The user who wrote it, and who alone can change it. */
      author: string;
      /** @description When it was written, in epoch seconds. */
      created_at: number;
      /** @description Identifies the annotation. */
      id: string;
      /** @description What happened. */
      text: string;
    };
    AnnotationBody: {
      /** @description The time that the note is about, in epoch seconds. */
      at: number;
      /** @description What happened. */
      text: string;
    };
    AnnotationChangeBody: {
      /** @description The time that the note is about, in epoch seconds. */
      at?: number;
      /** @description What happened. */
      text?: string;
    };
    /** @description GET /api/v2/annotations, those about the latest times first. */
    AnnotationsAnswer: {
      /** @description The annotations of this page. */
      annotations: components['schemas']['AnnotationAnswer'][];
      /**
       * @description Names the answer.
       * @constant
       */
      description: 'Annotations';
      /** @description The `cursor` of the next page, if there are more annotations. */
      next_cursor?: string;
    };
    ApiKeyAnswer: {
      /** @description When the key was created, in epoch seconds. */
      created_at: number;
      /** @description The user whose role limits the role of the key; once this user is removed, the key can only report. Null for a key that no user limits. */
      created_by: string | null;
      /** @description From when on the key is refused, in epoch seconds. Null if it never expires. */
      expires_at: number | null;
      /** @description Identifies the key. It is not secret. */
      id: string;
      /** @description When the key was last used, in epoch seconds. It may have been used again since, up to five seconds later. Null before its first use. */
      last_used: number | null;
      /** @description What people call the key. */
      name: string;
      /** @description The only origins whose pages may use the key. Empty if every page and every program may use it. */
      origins: string[];
      /** @description The rights that the key was given. It has no more rights than the users `created_by` and `username` have. */
      role: components['schemas']['Role'];
      /** @description Whether the key may use session data (sessman) too. */
      session_data: boolean;
      /** @description The user that the key reports for. Null if each report names its user. */
      username: string | null;
    };
    /** @description GET /api/v2/api-keys */
    ApiKeysAnswer: {
      /** @description All keys, without their secrets. */
      api_keys: components['schemas']['ApiKeyAnswer'][];
    };
    /** @description Answer of POST /api/v2/api-keys. Only this answer contains the key itself. */
    ApiKeyWithSecretAnswer: {
      /** @description When the key was created, in epoch seconds. */
      created_at: number;
      /** @description The user whose role limits the role of the key; once this user is removed, the key can only report. Null for a key that no user limits. */
      created_by: string | null;
      /** @description From when on the key is refused, in epoch seconds. Null if it never expires. */
      expires_at: number | null;
      /** @description Identifies the key. It is not secret. */
      id: string;
      /** @description The secret that requests send, such as `dwell_…`. */
      key: string;
      /** @description When the key was last used, in epoch seconds. It may have been used again since, up to five seconds later. Null before its first use. */
      last_used: number | null;
      /** @description What people call the key. */
      name: string;
      /** @description The only origins whose pages may use the key. Empty if every page and every program may use it. */
      origins: string[];
      /** @description The rights that the key was given. It has no more rights than the users `created_by` and `username` have. */
      role: components['schemas']['Role'];
      /** @description Whether the key may use session data (sessman) too. */
      session_data: boolean;
      /** @description The user that the key reports for. Null if each report names its user. */
      username: string | null;
    };
    /** @enum {string} */
    AuditAct:
      | 'login'
      | 'logout'
      | 'logout-everywhere'
      | 'end-login'
      | 'end-other-logins'
      | 'change-password'
      | 'turn-on-second-factor'
      | 'turn-off-second-factor'
      | 'remove-second-factor'
      | 'use-recovery-code'
      | 'renew-recovery-codes'
      | 'create-user'
      | 'change-role'
      | 'reset-password'
      | 'end-logins'
      | 'remove-user'
      | 'create-api-key'
      | 'remove-api-key'
      | 'create-group'
      | 'rename-group'
      | 'remove-group'
      | 'set-group-members'
      | 'add-group-members'
      | 'remove-group-members'
      | 'import-groups'
      | 'create-saved-view'
      | 'change-saved-view'
      | 'remove-saved-view'
      | 'create-annotation'
      | 'change-annotation'
      | 'remove-annotation'
      | 'create-first-admin'
      | 'rescue-admin'
      | 'refused-call';
    /** @description GET /api/v2/audit, the newest entry first. */
    AuditAnswer: {
      /**
       * @description Names the answer.
       * @constant
       */
      description: 'Audit log';
      /** @description The entries of this page, the newest first. */
      entries: components['schemas']['AuditEntryAnswer'][];
      /** @description The `cursor` of the next page, if there are more entries. */
      next_cursor?: string;
    };
    AuditEntryAnswer: {
      /** @description What was done. */
      act: components['schemas']['AuditAct'];
      /** @description A username, or `key` and the id of an API key. Null if the caller did not prove who it is, or if the act was a command. */
      actor: string | null;
      /** @description The IP address of the caller; null if the act was a command. */
      address: string | null;
      /** @description When the act was done, in epoch seconds. */
      at: number;
      /** @description More about the act, for example the new role; null if there is nothing to add. */
      detail: string | null;
      /** @description Identifies the entry. */
      id: string;
      /** @description How the act ended. */
      outcome: components['schemas']['AuditOutcome'];
      /** @description The user, the group, the API key, the saved view or the annotation that the act is about; null if it is about none. */
      target: string | null;
      /**
       * @description How the caller proved who it is; null if it did not. `command`: one of Dwell's commands did the act, not a call to the API.
       * @enum {string|null}
       */
      via: 'login' | 'api-key' | 'jwt' | 'command' | null;
    };
    /** @enum {string} */
    AuditOutcome: 'done' | 'refused' | 'failed';
    /** @enum {string} */
    Bucket: 'hour' | 'day' | 'week' | 'month';
    ChangePasswordBody: {
      /** @description The password until now. */
      current_password: string;
      /** @description The password from now on. */
      new_password: string;
    };
    ChangeRoleBody: {
      /**
       * @description The new rights of the user.
       * @enum {string}
       */
      role: 'reporter' | 'analyst' | 'admin';
    };
    /** @description GET /api/v2/statistics/concurrency */
    ConcurrencyAnswer: {
      /** @description How much time each point stands for. Hours and longer ones follow the clock and the calendar of the time zone. */
      bucket: components['schemas']['ConcurrencyBucket'];
      /**
       * @description What is counted. Without a view filter it is `sessions`: those in progress at each whole minute. A session is in progress from its start to its last ping, and an active one until now. With a view filter it is `people`: the visible time on the view in each quarter of an hour, divided by the time that passed. That is how many people were on the view on average.
       * @enum {string}
       */
      measure: 'sessions' | 'people';
      /** @description The first of the moments with the highest number; null if the number is never above 0. */
      peak: components['schemas']['ConcurrencyPeak'] | null;
      /** @description The average and the highest number in each bucket of the window, one after another. */
      points: components['schemas']['ConcurrencyPoint'][];
      /** @description The earlier window with which `window` is compared. Of a `window` that reaches beyond now, only the part up to now is compared, rounded up to a slot. null if nothing is compared: the query says so, `window` has not begun, or there is no time since 1970 before it. */
      previous_window: components['schemas']['TimeWindow'] | null;
      /** @description IANA time zone of the calendar. */
      tz: string;
      /** @description The window after rounding to slots. */
      window: components['schemas']['TimeWindow'];
    };
    /** @enum {string} */
    ConcurrencyBucket: 'minute' | 'hour' | 'day' | 'week' | 'month';
    ConcurrencyPeak: {
      /** @description When the minute begins, in epoch seconds; for `people`, when the quarter of an hour begins. */
      at: number;
      /** @description The highest number of sessions or people; `measure` says which. */
      value: number;
    };
    ConcurrencyPoint: {
      /** @description The beginning, in epoch seconds. */
      from: number;
      /** @description The highest number of sessions or people in the bucket so far; null for a bucket that is still to come. */
      max: number | null;
      /** @description The average number of sessions or people in the bucket so far; null for a bucket that is still to come. */
      mean: number | null;
      /** @description Whether the bucket is not whole: the window cuts it, or its calendar end is still to come. */
      partial: boolean;
      /** @description Whether `to` is still to come, so that the figures can grow. */
      running: boolean;
      /** @description The end, in epoch seconds, which is not part of the window. */
      to: number;
    };
    ConfirmSecondFactorBody: {
      /** @description The six digits that the authenticator app shows. */
      code: string;
      /** @description The `setup` in the answer to POST /api/v2/auth/second-factor/start, unchanged. */
      setup: string;
    };
    CreateApiKeyBody: {
      /** @description Epoch seconds: from then on the key is refused. Default: never. */
      expires_at?: number;
      /** @description What people call the key. */
      name: string;
      /** @description The only origins whose pages may use the key. Default: no limit. */
      origins?: string[];
      /**
       * @description The rights of the key.
       * @enum {string}
       */
      role: 'reporter' | 'analyst' | 'admin';
      /**
       * @description Whether the key may use session data (sessman) too. Everybody can read a key in a web page.
       * @default false
       */
      session_data?: boolean;
      /** @description The user that the key reports for. Without it, each report names its user in X-Dwell-User. */
      username?: string;
    };
    CreateUserBody: {
      /**
       * @description Whether the user must change the password at the first login. False is for programs.
       * @default true
       */
      must_change_password?: boolean;
      /** @description If absent, the server generates a password and shows it in this answer only. */
      password?: string;
      /**
       * @description The rights of the user.
       * @default analyst
       * @enum {string}
       */
      role?: 'reporter' | 'analyst' | 'admin';
      /** @description The name that the user logs in with. */
      username: string;
    };
    /** @description GET /api/v2/statistics/distribution: visits by length. */
    DistributionAnswer: {
      /** @description From the shortest visits to the longest. Empty buckets that lie between two others are listed too. */
      buckets: components['schemas']['DistributionBucket'][];
      /** @description The mean length of a visit, in seconds; null without visits. */
      mean_visit_duration: number | null;
      /** @description The median length of a visit, in seconds, with a relative error of at most 5 %; null without visits. */
      median_visit_duration: number | null;
      /** @description The length that 95 % of the visits do not exceed, in seconds, with a relative error of at most 5 %; null without visits. */
      p95_visit_duration: number | null;
      /** @description The earlier window with which `window` is compared. Of a `window` that reaches beyond now, only the part up to now is compared, rounded up to a slot. null if nothing is compared: the query says so, `window` has not begun, or there is no time since 1970 before it. */
      previous_window: components['schemas']['TimeWindow'] | null;
      /** @description The greatest relative error of the median and of the 95th percentile. */
      relative_error: number;
      /** @description IANA time zone of the calendar. */
      tz: string;
      /** @description The number of visits that began in the window. */
      visits: number;
      /** @description The window after rounding to slots. */
      window: components['schemas']['TimeWindow'];
    };
    DistributionBucket: {
      /** @description The lengths in this bucket are greater than this, in seconds. */
      after: number;
      /** @description The lengths in this bucket are at most this, in seconds. */
      up_to: number;
      /** @description The number of visits with a length in this bucket. */
      visits: number;
    };
    /** @description Every error answer under /api. */
    ErrorAnswer: {
      /** @description The status in words, for example `Bad Request`. */
      error: string;
      /** @description The fields that were rejected, if the error is about fields. */
      errors?: components['schemas']['FieldError'][];
      /** @description What went wrong, in words. */
      message: string;
      /**
       * @description Tells apart errors of one status. `code_required`, `code_wrong`: of a login whose password is right, and whose user has a second factor. `must_change_password`: somebody else has set the password, and it must be changed first.
       * @enum {string}
       */
      reason?: 'code_required' | 'code_wrong' | 'must_change_password';
      /** @description The HTTP status. */
      statusCode: number;
    };
    /** @description One rejected field of a request. */
    FieldError: {
      /** @description The field's name. Names of nested fields and indexes of arrays follow a dot: `path.1`. */
      field: string;
      /** @description What is wrong with the field, in words that follow its name: `must be a number`. */
      message: string;
    };
    Figures: {
      /** @description The mean length of a visit, in seconds; null without visits. */
      mean_visit_duration: number | null;
      /** @description The median length of a visit, in seconds, with a relative error of at most 5 %; null without visits. */
      median_visit_duration: number | null;
      /** @description The length that 95 % of the visits do not exceed, in seconds, with a relative error of at most 5 %; null without visits. */
      p95_visit_duration: number | null;
      /** @description The number of sessions that overlap the window; with `view`, those of them that were ever on the view, also outside the window. */
      sessions: number;
      /** @description The number of distinct users with visible time in the window. */
      users: number;
      /** @description The number of distinct views with visible time in the window. */
      views: number;
      /** @description The visible time in the window, in seconds. */
      visible_duration: number;
      /** @description The number of visits (stays on one view and tab) that began in the window. */
      visits: number;
    };
    /** @description A named set of users. */
    GroupAnswer: {
      /** @description When the group was created, in epoch seconds. */
      created_at: number;
      /** @description How many people are in the group, whoever put them there. */
      members: number;
      /** @description The name of the group. */
      name: string;
    };
    /** @description A person in a group. */
    GroupMemberAnswer: {
      /** @description Who put the person into the group: an admin, the person's token, or both. */
      sources: components['schemas']['MembershipSource'][];
      /** @description The person. */
      username: string;
    };
    /** @description GET /api/v2/groups/{name}/members, by username. */
    GroupMembersAnswer: {
      /**
       * @description Names the answer.
       * @constant
       */
      description: 'Group members';
      /** @description The members of this page. */
      members: components['schemas']['GroupMemberAnswer'][];
      /** @description The `cursor` of the next page, if there are more members. */
      next_cursor?: string;
    };
    GroupMembersBody: {
      /** @description The members. A member who is named twice counts once. */
      usernames: string[];
    };
    GroupNameBody: {
      /** @description The name of the group. */
      name: string;
    };
    /** @description GET /api/v2/groups, by name. */
    GroupsAnswer: {
      /**
       * @description Names the answer.
       * @constant
       */
      description: 'Groups';
      /** @description The groups of this page. */
      groups: components['schemas']['GroupAnswer'][];
      /** @description The `cursor` of the next page, if there are more groups. */
      next_cursor?: string;
    };
    /** @description POST /api/v2/groups/import. What the import did. */
    GroupsImportedAnswer: {
      /** @description How many members were added. An import counts a person once for each group. */
      added: number;
      /** @description How many groups were created. */
      created: number;
      /** @description How many members were removed. */
      removed: number;
    };
    /** @description GET /healthz and GET /readyz */
    HealthAnswer: {
      /**
       * @description Always `ok`: a server that is not ready answers with an error instead.
       * @constant
       */
      status: 'ok';
    };
    /** @description GET /api/v2/statistics/heatmap */
    HeatmapAnswer: {
      /** @description All 168 hours of the week in the query's time zone, beginning with Monday. */
      cells: components['schemas']['HeatmapCell'][];
      /** @description The earlier window with which `window` is compared. Of a `window` that reaches beyond now, only the part up to now is compared, rounded up to a slot. null if nothing is compared: the query says so, `window` has not begun, or there is no time since 1970 before it. */
      previous_window: components['schemas']['TimeWindow'] | null;
      /** @description IANA time zone of the calendar. */
      tz: string;
      /** @description The window after rounding to slots. */
      window: components['schemas']['TimeWindow'];
    };
    /** @description One hour of the week. */
    HeatmapCell: {
      /** @description How much time of the window lay in this hour of the week so far, in seconds. */
      elapsed: number;
      /** @description The hour of the day, from 0 to 23. */
      hour: number;
      /** @description How many people looked on average: `visible_duration` ÷ `elapsed`. null if no time has passed. */
      mean_people: number | null;
      /** @description The visible time in this hour of the week, in seconds. */
      visible_duration: number;
      /** @description The number of visits that began in this hour. */
      visits: number;
      /** @description The day of the week: 1 is Monday, 7 is Sunday. */
      weekday: number;
    };
    KeepaliveAnswer: {
      /**
       * @description Names the answer.
       * @constant
       */
      description: 'Session keepalive';
      /** @description The path of the ping, as an array or as the older string, whichever the client sent. */
      paths: components['schemas']['WirePath'];
      /** @description The session's last_ping after this keepalive, in epoch seconds. */
      time: number;
      /** @description Whether the page is visible, as the keepalive said. */
      visible: boolean;
    };
    KeepaliveBody: {
      /** @description Identifies the device. Each client of a user has a session of its own. */
      client_id?: string;
      /** @description Visible and awake time since this page's last answered ping, in milliseconds. */
      elapsed_ms?: number;
      /** @description Identifies one loaded document. With it, the time of each page is measured from the page's own pings; an instant at which two pages are visible counts once. */
      page_id?: string;
      /**
       * @description The view and the tab open in it, or the older string form "[view,tab]". Names over 512 characters are shortened; further names, and those of a nested list, belong to the tab.
       * @example [
       *       "/view/weather",
       *       "tab_map"
       *     ]
       */
      path: (string | string[])[] | string;
      /** @description Whether the page is visible to the user. */
      visible: boolean;
    };
    KeepaliveItemBody: {
      /**
       * @description Which call the item is.
       * @enum {string}
       */
      call: 'keepalive';
      /** @description Identifies the device. Each client of a user has a session of its own. */
      client_id?: string;
      /** @description Visible and awake time since this page's last answered ping, in milliseconds. */
      elapsed_ms?: number;
      /** @description Identifies one loaded document. With it, the time of each page is measured from the page's own pings; an instant at which two pages are visible counts once. */
      page_id?: string;
      /**
       * @description The view and the tab open in it, or the older string form "[view,tab]". Names over 512 characters are shortened; further names, and those of a nested list, belong to the tab.
       * @example [
       *       "/view/weather",
       *       "tab_map"
       *     ]
       */
      path: (string | string[])[] | string;
      /** @description The user whom the item reports for. An API key that is bound to no user must name one; other callers may name only themselves. */
      username?: string;
      /** @description Whether the page is visible to the user. */
      visible: boolean;
    };
    /** @description POST /api/v2/keepalives */
    KeepalivesAnswer: {
      /**
       * @description Names the answer.
       * @constant
       */
      description: 'Keepalives';
      /** @description The outcome of each item, in the order of the items. */
      results: (components['schemas']['RecordedItem'] | components['schemas']['RefusedItem'])[];
    };
    LeftTab: {
      /** @description The mean length of a visit, in seconds; null without visits. */
      mean_visit_duration: number | null;
      /** @description The median length of a visit, in seconds, with a relative error of at most 5 %; null without visits. */
      median_visit_duration: number | null;
      /** @description The length that 95 % of the visits do not exceed, in seconds, with a relative error of at most 5 %; null without visits. */
      p95_visit_duration: number | null;
      /** @description The tab; null for the view's time without a tab. */
      tab: string | null;
      /** @description The view. */
      view: string;
      /** @description The number of visits to this view and tab that began in the window. */
      visits: number;
    };
    /** @description The data of the event `change` of GET /api/v2/live: what has changed since the event before. */
    LiveChangeAnswer: {
      /** @description Sessions that are new, or in which more than the last ping has changed. */
      changed: components['schemas']['LiveSessionAnswer'][];
      /** @description The ids of sessions that have ended, or that the filters no longer admit. */
      gone: string[];
      /** @description Sessions in which only the last ping has changed. */
      pinged: components['schemas']['LivePingAnswer'][];
      /** @description The server's time, in epoch seconds. */
      time: number;
    };
    /** @description The data of the event `heartbeat` of GET /api/v2/live: the stream is alive. */
    LiveHeartbeatAnswer: {
      /** @description The server's time, in epoch seconds. */
      time: number;
    };
    /** @description A session in which only the last ping has changed. */
    LivePingAnswer: {
      /** @description Identifies the session. */
      _id: string;
      /** @description When the last ping came, in epoch seconds. */
      last_ping: number;
    };
    /** @description A view and tab on which a session is. */
    LivePlace: {
      /** @description Since when the session has been on this view and tab with this visibility, in epoch seconds. */
      since: number;
      /** @description The tab. Null on the view itself. */
      tab: string | null;
      /** @description The view. */
      view: string;
      /** @description Whether the view and tab are visible at this moment. */
      visible: boolean;
    };
    /** @description An active session. */
    LiveSessionAnswer: {
      /** @description Identifies the session. */
      _id: string;
      /** @description Base64 of `username_client`. */
      id_beaker_session: string;
      /** @description When the last ping came, in epoch seconds. The session's start if none has come yet. */
      last_ping: number;
      /** @description The views and tabs that are open: each at most once as visible and once as hidden. Empty if the session has only been started, or if its pings had no page_id and were all hidden. */
      places: components['schemas']['LivePlace'][];
      /** @description When the session started, in epoch seconds. */
      start: number;
      /** @description The user. */
      username: string;
    };
    /** @description The data of the event `snapshot` of GET /api/v2/live. It replaces whatever the client knows. */
    LiveSnapshotAnswer: {
      /** @description All active sessions that the filters admit. */
      sessions: components['schemas']['LiveSessionAnswer'][];
      /** @description The server's time, in epoch seconds. */
      time: number;
    };
    /** @description One login of a user. */
    LoginAnswer: {
      /** @description The IP address that the login was made from. Null for logins of older versions. */
      address: string | null;
      /** @description When the user logged in, in epoch seconds. */
      created_at: number;
      /** @description Whether the request was made with this login. */
      current: boolean;
      /** @description The browser and the system that the login was made with, for example `Firefox on Windows`. Null if unknown. */
      device: string | null;
      /** @description The id to give when this login is to be ended. It is not secret. It stays the same when a user who is still logged in on a device logs in again there. */
      id: string;
      /** @description When the login was last used, in epoch seconds. It may have been used again since, up to five minutes later. */
      last_used_at: number;
    };
    LoginBody: {
      /** @description Of the second factor: the six digits that the authenticator app shows, or a recovery code. */
      code?: string;
      /** @description The password of the user. */
      password: string;
      /** @description The name that the user was created with. */
      username: string;
    };
    /** @description The answer of POST /api/v2/auth/login if it is 401. */
    LoginRefusedAnswer: {
      /** @description The status in words, for example `Bad Request`. */
      error: string;
      /** @description The fields that were rejected, if the error is about fields. */
      errors?: components['schemas']['FieldError'][];
      /** @description What went wrong, in words. */
      message: string;
      /**
       * @description Present if the password is right, and the user has a second factor: the code is missing or wrong.
       * @enum {string}
       */
      reason?: 'code_required' | 'code_wrong';
      /** @description The HTTP status. */
      statusCode: number;
    };
    /** @description GET /api/v2/auth/logins */
    LoginsAnswer: {
      /** @description The number of logins, also of those that are not listed. */
      count: number;
      /** @description The login that made the request comes first, then the others, the latest used one first. */
      logins: components['schemas']['LoginAnswer'][];
    };
    /** @description GET /api/v2/auth/me */
    MeAnswer: {
      /**
       * @description Present if the user must change the password. Until then, every other call that needs a login is a 403, except POST /api/v2/auth/password.
       * @constant
       */
      must_change_password?: true;
      /** @description The rights of the caller. */
      role: components['schemas']['Role'];
      /** @description The user. Missing for a key that is not bound to a user. */
      username?: string;
      /**
       * @description How the caller proved who it is.
       * @enum {string}
       */
      via: 'login' | 'api-key' | 'jwt';
    };
    /** @description What a change did to the members whom admins put into groups. */
    MembersChangedAnswer: {
      /** @description How many members were added. An import counts a person once for each group. */
      added: number;
      /** @description How many members were removed. */
      removed: number;
    };
    /** @enum {string} */
    MembershipSource: 'admin' | 'token';
    /** @description All views that have no series of their own. */
    OtherSeries: {
      /** @description How many views have no series of their own. */
      views: number;
      /** @description The visible time on all these views together in each bucket, in seconds. */
      visible_duration: number[];
    };
    /** @description What the user looks at: a view, and the tab that is open in it if the view has tabs. */
    Path: [string] | [string, string];
    /** @description GET /api/v2/people. First come those whose names begin with the search, in the order of their names, and then all others, in that order too. */
    PeopleAnswer: {
      /**
       * @description Names the answer.
       * @constant
       */
      description: 'People';
      /** @description The `cursor` of the next page, if there are more people. */
      next_cursor?: string;
      /** @description The people of this page. */
      people: components['schemas']['PersonAnswer'][];
    };
    PersonAnswer: {
      /** @description The latest last ping of the user's sessions, in epoch seconds. Never later than now. */
      last_seen: number;
      /** @description The name under which the user's sessions are recorded. */
      username: string;
    };
    /** @description The 400 of a ping: the request is not valid, or there is no active session. */
    PingRefusedAnswer: components['schemas']['ErrorAnswer'] | components['schemas']['SessionNotValidAnswer'];
    /** @description A bucket of the previous window. */
    PreviousBucket: {
      /** @description The beginning, in epoch seconds. */
      from: number;
      /** @description The end, in epoch seconds, which is not part of the window. */
      to: number;
      /** @description The visible time on all views, in seconds. If the query has a `view`: on this view. */
      visible_duration: number;
    };
    ProveIdentityBody: {
      /** @description The six digits that the authenticator app shows, or a recovery code. */
      code: string;
      /** @description The password of the caller. */
      current_password: string;
    };
    RankedUser: {
      /** @description The time of the user's last ping in any session, in epoch seconds. Never later than now. */
      last_seen: number;
      /** @description The user's time in the previous window, in seconds. null without a previous window. */
      previous_visible_duration: number | null;
      /** @description The place in the whole ranking in this order, from 1, whatever the search. */
      rank: number;
      /** @description The number of sessions that overlap the window; with `view`, those of them that were ever on the view. */
      sessions: number;
      /** @description The user's part of the visible time of all users in the whole ranking, from 0 to 1. */
      share: number;
      /** @description The view with the user's most time in the window; null without time. */
      top_view: string | null;
      /** @description The user. */
      username: string;
      /** @description The user's visible time in the window, in seconds. */
      visible_duration: number;
      /** @description The number of the user's visits that began in the window. */
      visits: number;
    };
    /** @description The outcome of an item that is recorded, or of a session-hide that is ignored because no session is active. */
    RecordedItem: {
      /**
       * @description The HTTP status that the item would have as a call of its own.
       * @constant
       */
      statusCode: 200;
      /** @description The session's last_ping after this item; for an ignored session-hide, when the item arrived. In epoch seconds. */
      time: number;
    };
    /** @description Only this answer contains the codes. */
    RecoveryCodesAnswer: {
      /** @description Ten codes. Each one is accepted once, in place of a code of the app. */
      recovery_codes: string[];
    };
    /** @description The outcome of an item that is not recorded: what the item would be answered as a call of its own. */
    RefusedItem: {
      /**
       * @description With this text, the item has no active session: a session must be started first.
       * @constant
       */
      description?: 'Session Not Valid';
      /** @description The status in words, for example `Bad Request`. */
      error: string;
      /** @description The fields that were rejected, if the error is about fields. */
      errors?: components['schemas']['FieldError'][];
      /** @description What went wrong, in words. */
      message: string;
      /**
       * @description Always empty. Present whenever `description` is.
       * @constant
       */
      name?: '';
      /**
       * @description Tells apart errors of one status. `code_required`, `code_wrong`: of a login whose password is right, and whose user has a second factor. `must_change_password`: somebody else has set the password, and it must be changed first.
       * @enum {string}
       */
      reason?: 'code_required' | 'code_wrong' | 'must_change_password';
      /** @description With the status 429: when to send the item again, in seconds. */
      retry_after?: number;
      /** @description The HTTP status. */
      statusCode: number;
    };
    RefusedOriginAnswer: {
      /** @description How many requests from this origin the process has refused since its start. */
      count: number;
      /** @description When the last one was refused, in epoch seconds. */
      last_refused: number;
      /** @description The origin in the form that the setting ALLOWED_ORIGINS takes: `https://app.example.com`. */
      origin: string;
    };
    /** @description GET /api/v2/refused-origins */
    RefusedOriginsAnswer: {
      /** @description The origins, the one that was refused last first. */
      refused_origins: components['schemas']['RefusedOriginAnswer'][];
    };
    /** @enum {string} */
    Role: 'reporter' | 'analyst' | 'admin';
    /** @description A page of the dashboard with its filters, under a name. */
    SavedViewAnswer: {
      /** @description When it was made, in epoch seconds. */
      created_at: number;
      /** @description Identifies the saved view. */
      id: string;
      /** @description What the owner calls the saved view. */
      name: string;
      /** @description The user who made it, and who alone can change it. */
      owner: string;
      /** @description The page that it opens. */
      page: components['schemas']['SavedViewPage'];
      /** @description The filters of the page: the query of its URL, without `?`. */
      query: string;
      /** @description Whether everybody who may read sees it. */
      shared: boolean;
    };
    SavedViewBody: {
      /** @description The name of the saved view. The names of one user’s saved views differ. */
      name: string;
      /**
       * @description The page of the dashboard that the saved view opens.
       * @enum {string}
       */
      page: 'overview' | 'live' | 'views' | 'people' | 'sessions';
      /** @description The filters of the page: the query of its URL, without `?`. */
      query: string;
      /**
       * @description Whether everybody who may read sees the saved view.
       * @default false
       */
      shared?: boolean;
    };
    SavedViewChangeBody: {
      /** @description The name of the saved view. The names of one user’s saved views differ. */
      name?: string;
      /**
       * @description The page of the dashboard that the saved view opens.
       * @enum {string}
       */
      page?: 'overview' | 'live' | 'views' | 'people' | 'sessions';
      /** @description The filters of the page: the query of its URL, without `?`. */
      query?: string;
      /** @description Whether everybody who may read sees the saved view. */
      shared?: boolean;
    };
    /** @enum {string} */
    SavedViewPage: 'overview' | 'live' | 'views' | 'people' | 'sessions';
    /** @description GET /api/v2/saved-views, by name. */
    SavedViewsAnswer: {
      /**
       * @description Names the answer.
       * @constant
       */
      description: 'Saved views';
      /** @description The saved views of the caller, and those that others share. */
      saved_views: components['schemas']['SavedViewAnswer'][];
    };
    /** @description GET /api/v2/auth/second-factor */
    SecondFactorAnswer: {
      /** @description Whether a login needs a code besides the password. */
      on: boolean;
      /** @description The number of recovery codes that have not been used yet. */
      recovery_codes_left: number;
    };
    /** @description A session. Only answers to requests with the parameter `view` have `view_duration` and `here_now`. */
    SessionAnswer: {
      /** @description Identifies the session. */
      _id: string;
      /** @description Whether the session goes on: its last ping is recent, and its user has no later session on the client. */
      active: boolean;
      /** @description Only with the parameter `view`: whether the session is active, and the view is visible at this moment. */
      here_now?: boolean;
      /** @description Names the user and the client: base64 of `username_client`. The sessions of one user on one client share it. */
      id_beaker_session: string;
      /** @description When the last keepalive or session-hide came, in epoch seconds. The session's start if none has come yet. */
      last_ping: number;
      /** @description The view, and its tab if it has tabs, that was last visible. Empty until a ping says that one is or was visible. */
      last_visible_path: components['schemas']['Path'] | [];
      /** @description When a page of the session was last known to be visible, in epoch seconds; before that, the session's start. */
      last_visible_ping: number;
      /** @description When the session began, in epoch seconds. */
      start: number;
      /** @description How long each view, or each tab of a view, was visible, in seconds. */
      tab_duration: components['schemas']['TabDuration'];
      /** @description Whose session it is. */
      username: string;
      /** @description Only with the parameter `view`: the session's time on that view, in seconds. */
      view_duration?: number;
      /** @description How long a page of the session was visible, in seconds. */
      visible_duration: number;
    };
    /** @description GET /api/v2/sessions/:id */
    SessionDetailAnswer: {
      /**
       * @description Names the answer.
       * @constant
       */
      description: 'Session';
      /** @description The session. */
      session: components['schemas']['SessionWithTrailAnswer'];
    };
    SessionHideAnswer: {
      /**
       * @description Names the answer.
       * @constant
       */
      description: 'Session hide';
      /** @description The path of the ping, as an array or as the older string, whichever the client sent. */
      paths: components['schemas']['WirePath'];
      /** @description The session's last_ping after this request, in epoch seconds. When the request arrived, if it is ignored because no session is active. */
      time: number;
    };
    SessionHideBody: {
      /** @description Identifies the device. Each client of a user has a session of its own. */
      client_id?: string;
      /** @description Visible and awake time since this page's last answered ping, in milliseconds. */
      elapsed_ms?: number;
      /** @description Identifies one loaded document. With it, the time of each page is measured from the page's own pings; an instant at which two pages are visible counts once. */
      page_id?: string;
      /**
       * @description The view and the tab open in it, or the older string form "[view,tab]". Names over 512 characters are shortened; further names, and those of a nested list, belong to the tab.
       * @example [
       *       "/view/weather",
       *       "tab_map"
       *     ]
       */
      path: (string | string[])[] | string;
    };
    SessionHideItemBody: {
      /**
       * @description Which call the item is.
       * @enum {string}
       */
      call: 'session-hide';
      /** @description Identifies the device. Each client of a user has a session of its own. */
      client_id?: string;
      /** @description Visible and awake time since this page's last answered ping, in milliseconds. */
      elapsed_ms?: number;
      /** @description Identifies one loaded document. With it, the time of each page is measured from the page's own pings; an instant at which two pages are visible counts once. */
      page_id?: string;
      /**
       * @description The view and the tab open in it, or the older string form "[view,tab]". Names over 512 characters are shortened; further names, and those of a nested list, belong to the tab.
       * @example [
       *       "/view/weather",
       *       "tab_map"
       *     ]
       */
      path: (string | string[])[] | string;
      /** @description The user whom the item reports for. An API key that is bound to no user must name one; other callers may name only themselves. */
      username?: string;
    };
    /** @description The answer to a ping without an active session (400). */
    SessionNotValidAnswer: {
      /**
       * @description Always this text. It tells programs that no session is active.
       * @constant
       */
      description: 'Session Not Valid';
      /** @description The status in words, for example `Bad Request`. */
      error: string;
      /** @description The fields that were rejected, if the error is about fields. */
      errors?: components['schemas']['FieldError'][];
      /** @description What went wrong, in words. */
      message: string;
      /**
       * @description Always empty.
       * @constant
       */
      name: '';
      /**
       * @description Tells apart errors of one status. `code_required`, `code_wrong`: of a login whose password is right, and whose user has a second factor. `must_change_password`: somebody else has set the password, and it must be changed first.
       * @enum {string}
       */
      reason?: 'code_required' | 'code_wrong' | 'must_change_password';
      /** @description The HTTP status. */
      statusCode: number;
    };
    /** @description GET /api/v2/sessions */
    SessionsAnswer: {
      /**
       * @description Names the answer.
       * @constant
       */
      description: 'Sessions';
      /** @description The `cursor` of the next page, if the request has a `limit` and there are more sessions. */
      next_cursor?: string;
      /** @description The sessions of this page, or all that match if the request has no `limit`. */
      sessions: components['schemas']['SessionAnswer'][];
    };
    SessionStartAnswer: {
      /**
       * @description Names the answer.
       * @constant
       */
      description: 'Session Start';
    };
    SessionStartBody: {
      /** @description Identifies the device. Each client of a user has a session of its own. */
      client_id?: string;
      /** @description Identifies one loaded document. With it, the time of each page is measured from the page's own pings; an instant at which two pages are visible counts once. */
      page_id?: string;
    };
    SessionStartItemBody: {
      /**
       * @description Which call the item is.
       * @enum {string}
       */
      call: 'sessionstart';
      /** @description Identifies the device. Each client of a user has a session of its own. */
      client_id?: string;
      /** @description Identifies one loaded document. With it, the time of each page is measured from the page's own pings; an instant at which two pages are visible counts once. */
      page_id?: string;
      /** @description The user whom the item reports for. An API key that is bound to no user must name one; other callers may name only themselves. */
      username?: string;
    };
    /** @description A session with its trail. */
    SessionWithTrailAnswer: {
      /** @description Identifies the session. */
      _id: string;
      /** @description Whether the session goes on: its last ping is recent, and its user has no later session on the client. */
      active: boolean;
      /** @description Only with the parameter `view`: whether the session is active, and the view is visible at this moment. */
      here_now?: boolean;
      /** @description Names the user and the client: base64 of `username_client`. The sessions of one user on one client share it. */
      id_beaker_session: string;
      /** @description When the last keepalive or session-hide came, in epoch seconds. The session's start if none has come yet. */
      last_ping: number;
      /** @description The view, and its tab if it has tabs, that was last visible. Empty until a ping says that one is or was visible. */
      last_visible_path: components['schemas']['Path'] | [];
      /** @description When a page of the session was last known to be visible, in epoch seconds; before that, the session's start. */
      last_visible_ping: number;
      /** @description When the session began, in epoch seconds. */
      start: number;
      /** @description How long each view, or each tab of a view, was visible, in seconds. */
      tab_duration: components['schemas']['TabDuration'];
      /** @description What the session did from its start to its last ping, without holes. */
      trail: components['schemas']['StretchAnswer'][];
      /** @description Whose session it is. */
      username: string;
      /** @description Only with the parameter `view`: the session's time on that view, in seconds. */
      view_duration?: number;
      /** @description How long a page of the session was visible, in seconds. */
      visible_duration: number;
    };
    /** @description The answer of each call of sessman. */
    SessmanAnswer: {
      /** @description The data that is stored for the session: any JSON value. */
      data: unknown;
      /** @description Identifies the session, and is a secret: whoever has it, and may call sessman, can read and change the data. */
      session_id: string;
    };
    /** @description Every error answer under /sessman. */
    SessmanErrorAnswer: {
      /** @description What went wrong, in words. */
      error: string;
    };
    /** @description What an authenticator app needs. Nothing is stored until the first code is confirmed. */
    StartedSecondFactorAnswer: {
      /** @description The secret in base32, for people who type it. */
      secret: string;
      /** @description A text that must be sent back with the first code within ten minutes. */
      setup: string;
      /** @description The secret as an `otpauth:` URI, for a QR code. */
      uri: string;
    };
    StartSecondFactorBody: {
      /** @description The password of the caller. */
      current_password: string;
    };
    /** @description One stretch of a session's trail. Visible stretches have a `path`. Times in epoch seconds. */
    StretchAnswer: {
      /** @description When the stretch begins, in epoch seconds. */
      from: number;
      /** @description What was visible. */
      path?: components['schemas']['Path'];
      /** @description Visible, hidden, or a gap in which nothing is known of the session. */
      state: components['schemas']['StretchState'];
      /** @description When the stretch ends and the next one begins, in epoch seconds. */
      to: number;
    };
    /** @enum {string} */
    StretchState: 'visible' | 'hidden' | 'gap';
    /** @description GET /api/v2/statistics/summary */
    SummaryAnswer: {
      /** @description The number of active sessions of the query's users, independent of the window. With `view`: only those in which the view is visible at this moment. */
      active_sessions: number;
      /** @description The number of active sessions of the query's users on any view, independent of the window. */
      all_active_sessions: number;
      /** @description The figures of the window. */
      current: components['schemas']['Figures'];
      /** @description The figures of the previous window; null if there is none. */
      previous: components['schemas']['Figures'] | null;
      /** @description The earlier window with which `window` is compared. Of a `window` that reaches beyond now, only the part up to now is compared, rounded up to a slot. null if nothing is compared: the query says so, `window` has not begun, or there is no time since 1970 before it. */
      previous_window: components['schemas']['TimeWindow'] | null;
      /** @description IANA time zone of the calendar. */
      tz: string;
      /** @description The window after rounding to slots. */
      window: components['schemas']['TimeWindow'];
    };
    /** @description view → seconds, or view → tab → seconds for a view with tabs. */
    TabDuration: {
      [key: string]:
        | number
        | {
            [key: string]: number;
          };
    };
    TabFigures: {
      /** @description The mean length of a visit, in seconds; null without visits. */
      mean_visit_duration: number | null;
      /** @description The median length of a visit, in seconds, with a relative error of at most 5 %; null without visits. */
      median_visit_duration: number | null;
      /** @description The length that 95 % of the visits do not exceed, in seconds, with a relative error of at most 5 %; null without visits. */
      p95_visit_duration: number | null;
      /** @description The tab; null for the view's time without a tab. */
      tab: string | null;
      /** @description The tab's visible time in the window, in seconds. */
      visible_duration: number;
      /** @description The number of visits to the tab that began in the window. */
      visits: number;
    };
    /** @description GET /api/v2/statistics/timeline. The series with the most time come first. */
    TimelineAnswer: {
      /** @description What each bucket is in the calendar: an hour, a day, a week or a month. */
      bucket: components['schemas']['Bucket'];
      /** @description The buckets of the window, one after another. */
      buckets: components['schemas']['TimelineBucket'][];
      /** @description The time of all other views, added up; null if there are none. */
      other: components['schemas']['OtherSeries'] | null;
      /** @description The buckets of the previous window, one after another; null if there is none. */
      previous: components['schemas']['PreviousBucket'][] | null;
      /** @description The earlier window with which `window` is compared. Of a `window` that reaches beyond now, only the part up to now is compared, rounded up to a slot. null if nothing is compared: the query says so, `window` has not begun, or there is no time since 1970 before it. */
      previous_window: components['schemas']['TimeWindow'] | null;
      /** @description The time of each of the `top` views, the view with the most time first. */
      series: components['schemas']['ViewSeries'][];
      /** @description IANA time zone of the calendar. */
      tz: string;
      /** @description The window after rounding to slots. */
      window: components['schemas']['TimeWindow'];
    };
    /** @description A calendar bucket of the query's time zone, or the part of it that lies in the window. */
    TimelineBucket: {
      /** @description The beginning, in epoch seconds. */
      from: number;
      /** @description Whether the bucket is not whole: the window cuts it, or its calendar end is still to come. */
      partial: boolean;
      /** @description Whether `to` is still to come, so that the figures can grow. */
      running: boolean;
      /** @description The end, in epoch seconds, which is not part of the window. */
      to: number;
    };
    /** @description A window of time, [from, to), in epoch seconds. */
    TimeWindow: {
      /** @description The beginning, in epoch seconds. */
      from: number;
      /** @description The end, in epoch seconds, which is not part of the window. */
      to: number;
    };
    /** @description GET /api/v2/tracker: the browser tracker that this server serves. */
    TrackerAnswer: {
      /** @description The hash of the file, as a script element's attribute `integrity` takes it. */
      integrity: string;
      /** @description The tracker's path below the server's origin. Each build of the tracker has a path of its own. */
      path: string;
      /** @description The version of the tracker's package. */
      version: string;
    };
    /** @description GET /api/v2/statistics/unused */
    UnusedAnswer: {
      /** @description The views and tabs whose visits have a median length below `left_within`. Those with the most visits come first. */
      left_at_once: components['schemas']['LeftTab'][];
      /** @description The limit for `left_at_once`, in seconds. */
      left_within: number;
      /** @description The earlier window with which `window` is compared. Of a `window` that reaches beyond now, only the part up to now is compared, rounded up to a slot. null if nothing is compared: the query says so, `window` has not begun, or there is no time since 1970 before it. */
      previous_window: components['schemas']['TimeWindow'] | null;
      /** @description IANA time zone of the calendar. */
      tz: string;
      /** @description The unused tabs of views that are used: unused as in `unused_views`, and in the order of their names. */
      unused_tabs: components['schemas']['UnusedTab'][];
      /** @description The views on which some user once spent time, but none of the query's users in the window; in the order of their names. */
      unused_views: components['schemas']['UnusedView'][];
      /** @description The window after rounding to slots. */
      window: components['schemas']['TimeWindow'];
    };
    UnusedTab: {
      /** @description The tab; null for the view's time without a tab. */
      tab: string | null;
      /** @description The view. */
      view: string;
    };
    UnusedView: {
      /** @description The view. */
      view: string;
    };
    UserAnswer: {
      /** @description When the user was created, in epoch seconds. */
      created_at: number;
      /** @description The rights of the user. */
      role: components['schemas']['Role'];
      /** @description Whether a login needs a code besides the password. */
      second_factor: boolean;
      /** @description The name that the user logs in with. */
      username: string;
    };
    /** @description GET /api/v2/statistics/users */
    UserRankingAnswer: {
      /** @description The `cursor` of the next page. Only there if there are more users. */
      next_cursor?: string;
      /** @description The earlier window with which `window` is compared. Of a `window` that reaches beyond now, only the part up to now is compared, rounded up to a slot. null if nothing is compared: the query says so, `window` has not begun, or there is no time since 1970 before it. */
      previous_window: components['schemas']['TimeWindow'] | null;
      /** @description The number of users on all pages. */
      total: number;
      /** @description IANA time zone of the calendar. */
      tz: string;
      /** @description The users of this page, in the query's order. Only users with visible time in the window are listed. */
      users: components['schemas']['RankedUser'][];
      /** @description The window after rounding to slots. */
      window: components['schemas']['TimeWindow'];
    };
    /** @description GET /api/v2/users */
    UsersAnswer: {
      /** @description All users, by name. */
      users: components['schemas']['UserAnswer'][];
    };
    /** @description Answer of POST /api/v2/users and of POST /api/v2/users/:username/reset. No other answer contains a password, and these do only if the server created it. */
    UserWithPasswordAnswer: {
      /** @description When the user was created, in epoch seconds. */
      created_at: number;
      /** @description The password that the server has generated. Missing if the caller has set it. */
      password?: string;
      /** @description The rights of the user. */
      role: components['schemas']['Role'];
      /** @description Whether a login needs a code besides the password. */
      second_factor: boolean;
      /** @description The name that the user logs in with. */
      username: string;
    };
    ViewFigures: {
      /** @description The number of active sessions of the query's users in which the view is visible at this moment, independent of the window. */
      here_now: number;
      /** @description The mean length of a visit, in seconds; null without visits. */
      mean_visit_duration: number | null;
      /** @description The median length of a visit, in seconds, with a relative error of at most 5 %; null without visits. */
      median_visit_duration: number | null;
      /** @description The length that 95 % of the visits do not exceed, in seconds, with a relative error of at most 5 %; null without visits. */
      p95_visit_duration: number | null;
      /** @description The view's time in the previous window, in seconds. null without a previous window. */
      previous_visible_duration: number | null;
      /** @description The view's part of the visible time of all views in the answer, from 0 to 1. */
      share: number;
      /** @description The view's tabs, the one with the most time first. */
      tabs: components['schemas']['TabFigures'][];
      /** @description The number of distinct users with visible time on the view in the window. */
      users: number;
      /** @description The view. */
      view: string;
      /** @description The view's visible time in the window, in seconds. */
      visible_duration: number;
      /** @description The number of visits that began in the window, to all tabs of the view and to the view without a tab. */
      visits: number;
    };
    /** @description GET /api/v2/statistics/views. The views with the most time come first. */
    ViewsAnswer: {
      /** @description The earlier window with which `window` is compared. Of a `window` that reaches beyond now, only the part up to now is compared, rounded up to a slot. null if nothing is compared: the query says so, `window` has not begun, or there is no time since 1970 before it. */
      previous_window: components['schemas']['TimeWindow'] | null;
      /** @description IANA time zone of the calendar. */
      tz: string;
      /** @description The views with visible time in the window, the one with the most time first. */
      views: components['schemas']['ViewFigures'][];
      /** @description The window after rounding to slots. */
      window: components['schemas']['TimeWindow'];
    };
    /** @description One view's time in each of the answer's `buckets`, in seconds. */
    ViewSeries: {
      /** @description The view. */
      view: string;
      /** @description The view's visible time in each bucket, in seconds. */
      visible_duration: number[];
    };
    /** @description `path` as a client may send it: an array of names, the view first, or the older string `"[view,tab]"`, split at its first comma. The names of an array in the array count as if they stood in its place. legalPath makes a path of the names. */
    WirePath: (string | string[])[] | string;
  };
  responses: {
    /** @description A field, a parameter or a header is not valid, or a text is not UTF-8. */
    BadRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "statusCode": 400,
         *       "error": "Bad Request",
         *       "message": "limit must be a number from 1 to 1,000"
         *     }
         */
        'application/json': components['schemas']['ErrorAnswer'];
      };
    };
    /** @description The body is too large. */
    BodyTooLarge: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "statusCode": 413,
         *       "error": "Payload Too Large",
         *       "message": "The body is too large"
         *     }
         */
        'application/json': components['schemas']['ErrorAnswer'];
      };
    };
    /** @description The caller lacks the role or the permission, or the request comes from an unknown origin. */
    Forbidden: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "statusCode": 403,
         *       "error": "Forbidden",
         *       "message": "This needs the role admin; yours is analyst"
         *     }
         */
        'application/json': components['schemas']['ErrorAnswer'];
      };
    };
    /** @description The URL and the headers together are larger than 16 KB. */
    HeadersTooLarge: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "statusCode": 431,
         *       "error": "Request Header Fields Too Large",
         *       "message": "Exceeded maximum allowed HTTP header size"
         *     }
         */
        'application/json': components['schemas']['ErrorAnswer'];
      };
    };
    /** @description The server failed in a way that nobody foresaw. Its log says how. */
    InternalError: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "statusCode": 500,
         *       "error": "Internal Server Error",
         *       "message": "Something went wrong here; it has been logged"
         *     }
         */
        'application/json': components['schemas']['ErrorAnswer'];
      };
    };
    /** @description The server does not answer to this host name: see the setting ALLOWED_HOSTS. */
    MisdirectedRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "statusCode": 421,
         *       "error": "Misdirected Request",
         *       "message": "This server does not answer to the host name of this request. If it should, add the name to ALLOWED_HOSTS"
         *     }
         */
        'application/json': components['schemas']['ErrorAnswer'];
      };
    };
    /** @description The body is not JSON in UTF-8 without compression. */
    NotJson: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "statusCode": 415,
         *       "error": "Unsupported Media Type",
         *       "message": "The body must be JSON"
         *     }
         */
        'application/json': components['schemas']['ErrorAnswer'];
      };
    };
    /** @description A parameter in the path is longer than 2,048 characters. */
    PathTooLong: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "statusCode": 414,
         *       "error": "URI Too Long",
         *       "message": "URI Too Long"
         *     }
         */
        'application/json': components['schemas']['ErrorAnswer'];
      };
    };
    /** @description The request did not arrive in time. The connection ends. */
    RequestTimeout: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "statusCode": 408,
         *       "error": "Request Timeout",
         *       "message": "Client Timeout"
         *     }
         */
        'application/json': components['schemas']['ErrorAnswer'];
      };
    };
    /** @description A field, a parameter or a header is not valid, or a text is not UTF-8. */
    SessmanBadRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": "limit must be a number from 1 to 1,000"
         *     }
         */
        'application/json': components['schemas']['SessmanErrorAnswer'];
      };
    };
    /** @description The body is too large. */
    SessmanBodyTooLarge: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": "The body is too large"
         *     }
         */
        'application/json': components['schemas']['SessmanErrorAnswer'];
      };
    };
    /** @description The caller lacks the role or the permission, or the request comes from an unknown origin. */
    SessmanForbidden: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": "This needs the role admin; yours is analyst"
         *     }
         */
        'application/json': components['schemas']['SessmanErrorAnswer'];
      };
    };
    /** @description The server failed in a way that nobody foresaw. Its log says how. */
    SessmanInternalError: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": "Something went wrong here; it has been logged"
         *     }
         */
        'application/json': components['schemas']['SessmanErrorAnswer'];
      };
    };
    /** @description The server does not answer to this host name: see the setting ALLOWED_HOSTS. */
    SessmanMisdirectedRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": "This server does not answer to the host name of this request. If it should, add the name to ALLOWED_HOSTS"
         *     }
         */
        'application/json': components['schemas']['SessmanErrorAnswer'];
      };
    };
    /** @description The body is not JSON in UTF-8 without compression. */
    SessmanNotJson: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": "The body must be JSON"
         *     }
         */
        'application/json': components['schemas']['SessmanErrorAnswer'];
      };
    };
    /** @description All session data together has reached its quota. */
    SessmanQuotaReached: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": "The quota of all callers is full"
         *     }
         */
        'application/json': components['schemas']['SessmanErrorAnswer'];
      };
    };
    /** @description There is no such session. */
    SessmanSessionNotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": "Session ID 0123 not found."
         *     }
         */
        'application/json': components['schemas']['SessmanErrorAnswer'];
      };
    };
    /** @description Too many failed logins, or requests of this user, with this key or, without a credential, from this address. */
    SessmanTooManyRequests: {
      headers: {
        /** @description When to try again, in seconds. */
        'Retry-After'?: string;
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": "Too many requests; try again soon"
         *     }
         */
        'application/json': components['schemas']['SessmanErrorAnswer'];
      };
    };
    /** @description No valid credential, or a wrong password. */
    SessmanUnauthorized: {
      headers: {
        /** @description The scheme of the credential. */
        'WWW-Authenticate'?: string;
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": "Log in, or send an API key or a token"
         *     }
         */
        'application/json': components['schemas']['SessmanErrorAnswer'];
      };
    };
    /** @description The database can not take this now, or too many lists, live streams, large bodies or passwords are being worked on. */
    SessmanUnavailable: {
      headers: {
        /** @description When to try again, in seconds. */
        'Retry-After'?: string;
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": "The database can not take this now; try again soon"
         *     }
         */
        'application/json': components['schemas']['SessmanErrorAnswer'];
      };
    };
    /** @description Too many failed logins, or requests of this user, with this key or, without a credential, from this address. */
    TooManyRequests: {
      headers: {
        /** @description When to try again, in seconds. */
        'Retry-After'?: string;
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "statusCode": 429,
         *       "error": "Too Many Requests",
         *       "message": "Too many requests; try again soon"
         *     }
         */
        'application/json': components['schemas']['ErrorAnswer'];
      };
    };
    /** @description No valid credential, or a wrong password. */
    Unauthorized: {
      headers: {
        /** @description The scheme of the credential. */
        'WWW-Authenticate'?: string;
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "statusCode": 401,
         *       "error": "Unauthorized",
         *       "message": "Log in, or send an API key or a token"
         *     }
         */
        'application/json': components['schemas']['ErrorAnswer'];
      };
    };
    /** @description The database can not take this now, or too many lists, live streams, large bodies or passwords are being worked on. */
    Unavailable: {
      headers: {
        /** @description When to try again, in seconds. */
        'Retry-After'?: string;
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "statusCode": 503,
         *       "error": "Service Unavailable",
         *       "message": "The database can not take this now; try again soon"
         *     }
         */
        'application/json': components['schemas']['ErrorAnswer'];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type AnnotationAnswer = components['schemas']['AnnotationAnswer'];
export type AnnotationBody = components['schemas']['AnnotationBody'];
export type AnnotationChangeBody = components['schemas']['AnnotationChangeBody'];
export type AnnotationsAnswer = components['schemas']['AnnotationsAnswer'];
export type ApiKeyAnswer = components['schemas']['ApiKeyAnswer'];
export type ApiKeysAnswer = components['schemas']['ApiKeysAnswer'];
export type ApiKeyWithSecretAnswer = components['schemas']['ApiKeyWithSecretAnswer'];
export type AuditAct = components['schemas']['AuditAct'];
export type AuditAnswer = components['schemas']['AuditAnswer'];
export type AuditEntryAnswer = components['schemas']['AuditEntryAnswer'];
export type AuditOutcome = components['schemas']['AuditOutcome'];
export type Bucket = components['schemas']['Bucket'];
export type ChangePasswordBody = components['schemas']['ChangePasswordBody'];
export type ChangeRoleBody = components['schemas']['ChangeRoleBody'];
export type ConcurrencyAnswer = components['schemas']['ConcurrencyAnswer'];
export type ConcurrencyBucket = components['schemas']['ConcurrencyBucket'];
export type ConcurrencyPeak = components['schemas']['ConcurrencyPeak'];
export type ConcurrencyPoint = components['schemas']['ConcurrencyPoint'];
export type ConfirmSecondFactorBody = components['schemas']['ConfirmSecondFactorBody'];
export type CreateApiKeyBody = components['schemas']['CreateApiKeyBody'];
export type CreateUserBody = components['schemas']['CreateUserBody'];
export type DistributionAnswer = components['schemas']['DistributionAnswer'];
export type DistributionBucket = components['schemas']['DistributionBucket'];
export type ErrorAnswer = components['schemas']['ErrorAnswer'];
export type FieldError = components['schemas']['FieldError'];
export type Figures = components['schemas']['Figures'];
export type GroupAnswer = components['schemas']['GroupAnswer'];
export type GroupMemberAnswer = components['schemas']['GroupMemberAnswer'];
export type GroupMembersAnswer = components['schemas']['GroupMembersAnswer'];
export type GroupMembersBody = components['schemas']['GroupMembersBody'];
export type GroupNameBody = components['schemas']['GroupNameBody'];
export type GroupsAnswer = components['schemas']['GroupsAnswer'];
export type GroupsImportedAnswer = components['schemas']['GroupsImportedAnswer'];
export type HealthAnswer = components['schemas']['HealthAnswer'];
export type HeatmapAnswer = components['schemas']['HeatmapAnswer'];
export type HeatmapCell = components['schemas']['HeatmapCell'];
export type KeepaliveAnswer = components['schemas']['KeepaliveAnswer'];
export type KeepaliveBody = components['schemas']['KeepaliveBody'];
export type KeepaliveItemBody = components['schemas']['KeepaliveItemBody'];
export type KeepalivesAnswer = components['schemas']['KeepalivesAnswer'];
export type LeftTab = components['schemas']['LeftTab'];
export type LiveChangeAnswer = components['schemas']['LiveChangeAnswer'];
export type LiveHeartbeatAnswer = components['schemas']['LiveHeartbeatAnswer'];
export type LivePingAnswer = components['schemas']['LivePingAnswer'];
export type LivePlace = components['schemas']['LivePlace'];
export type LiveSessionAnswer = components['schemas']['LiveSessionAnswer'];
export type LiveSnapshotAnswer = components['schemas']['LiveSnapshotAnswer'];
export type LoginAnswer = components['schemas']['LoginAnswer'];
export type LoginBody = components['schemas']['LoginBody'];
export type LoginRefusedAnswer = components['schemas']['LoginRefusedAnswer'];
export type LoginsAnswer = components['schemas']['LoginsAnswer'];
export type MeAnswer = components['schemas']['MeAnswer'];
export type MembersChangedAnswer = components['schemas']['MembersChangedAnswer'];
export type MembershipSource = components['schemas']['MembershipSource'];
export type OtherSeries = components['schemas']['OtherSeries'];
export type Path = components['schemas']['Path'];
export type PeopleAnswer = components['schemas']['PeopleAnswer'];
export type PersonAnswer = components['schemas']['PersonAnswer'];
export type PingRefusedAnswer = components['schemas']['PingRefusedAnswer'];
export type PreviousBucket = components['schemas']['PreviousBucket'];
export type ProveIdentityBody = components['schemas']['ProveIdentityBody'];
export type RankedUser = components['schemas']['RankedUser'];
export type RecordedItem = components['schemas']['RecordedItem'];
export type RecoveryCodesAnswer = components['schemas']['RecoveryCodesAnswer'];
export type RefusedItem = components['schemas']['RefusedItem'];
export type RefusedOriginAnswer = components['schemas']['RefusedOriginAnswer'];
export type RefusedOriginsAnswer = components['schemas']['RefusedOriginsAnswer'];
export type Role = components['schemas']['Role'];
export type SavedViewAnswer = components['schemas']['SavedViewAnswer'];
export type SavedViewBody = components['schemas']['SavedViewBody'];
export type SavedViewChangeBody = components['schemas']['SavedViewChangeBody'];
export type SavedViewPage = components['schemas']['SavedViewPage'];
export type SavedViewsAnswer = components['schemas']['SavedViewsAnswer'];
export type SecondFactorAnswer = components['schemas']['SecondFactorAnswer'];
export type SessionAnswer = components['schemas']['SessionAnswer'];
export type SessionDetailAnswer = components['schemas']['SessionDetailAnswer'];
export type SessionHideAnswer = components['schemas']['SessionHideAnswer'];
export type SessionHideBody = components['schemas']['SessionHideBody'];
export type SessionHideItemBody = components['schemas']['SessionHideItemBody'];
export type SessionNotValidAnswer = components['schemas']['SessionNotValidAnswer'];
export type SessionsAnswer = components['schemas']['SessionsAnswer'];
export type SessionStartAnswer = components['schemas']['SessionStartAnswer'];
export type SessionStartBody = components['schemas']['SessionStartBody'];
export type SessionStartItemBody = components['schemas']['SessionStartItemBody'];
export type SessionWithTrailAnswer = components['schemas']['SessionWithTrailAnswer'];
export type SessmanAnswer = components['schemas']['SessmanAnswer'];
export type SessmanErrorAnswer = components['schemas']['SessmanErrorAnswer'];
export type StartedSecondFactorAnswer = components['schemas']['StartedSecondFactorAnswer'];
export type StartSecondFactorBody = components['schemas']['StartSecondFactorBody'];
export type StretchAnswer = components['schemas']['StretchAnswer'];
export type StretchState = components['schemas']['StretchState'];
export type SummaryAnswer = components['schemas']['SummaryAnswer'];
export type TabDuration = components['schemas']['TabDuration'];
export type TabFigures = components['schemas']['TabFigures'];
export type TimelineAnswer = components['schemas']['TimelineAnswer'];
export type TimelineBucket = components['schemas']['TimelineBucket'];
export type TimeWindow = components['schemas']['TimeWindow'];
export type TrackerAnswer = components['schemas']['TrackerAnswer'];
export type UnusedAnswer = components['schemas']['UnusedAnswer'];
export type UnusedTab = components['schemas']['UnusedTab'];
export type UnusedView = components['schemas']['UnusedView'];
export type UserAnswer = components['schemas']['UserAnswer'];
export type UserRankingAnswer = components['schemas']['UserRankingAnswer'];
export type UsersAnswer = components['schemas']['UsersAnswer'];
export type UserWithPasswordAnswer = components['schemas']['UserWithPasswordAnswer'];
export type ViewFigures = components['schemas']['ViewFigures'];
export type ViewsAnswer = components['schemas']['ViewsAnswer'];
export type ViewSeries = components['schemas']['ViewSeries'];
export type WirePath = components['schemas']['WirePath'];
export type ResponseBadRequest = components['responses']['BadRequest'];
export type ResponseBodyTooLarge = components['responses']['BodyTooLarge'];
export type ResponseForbidden = components['responses']['Forbidden'];
export type ResponseHeadersTooLarge = components['responses']['HeadersTooLarge'];
export type ResponseInternalError = components['responses']['InternalError'];
export type ResponseMisdirectedRequest = components['responses']['MisdirectedRequest'];
export type ResponseNotJson = components['responses']['NotJson'];
export type ResponsePathTooLong = components['responses']['PathTooLong'];
export type ResponseRequestTimeout = components['responses']['RequestTimeout'];
export type ResponseSessmanBadRequest = components['responses']['SessmanBadRequest'];
export type ResponseSessmanBodyTooLarge = components['responses']['SessmanBodyTooLarge'];
export type ResponseSessmanForbidden = components['responses']['SessmanForbidden'];
export type ResponseSessmanInternalError = components['responses']['SessmanInternalError'];
export type ResponseSessmanMisdirectedRequest = components['responses']['SessmanMisdirectedRequest'];
export type ResponseSessmanNotJson = components['responses']['SessmanNotJson'];
export type ResponseSessmanQuotaReached = components['responses']['SessmanQuotaReached'];
export type ResponseSessmanSessionNotFound = components['responses']['SessmanSessionNotFound'];
export type ResponseSessmanTooManyRequests = components['responses']['SessmanTooManyRequests'];
export type ResponseSessmanUnauthorized = components['responses']['SessmanUnauthorized'];
export type ResponseSessmanUnavailable = components['responses']['SessmanUnavailable'];
export type ResponseTooManyRequests = components['responses']['TooManyRequests'];
export type ResponseUnauthorized = components['responses']['Unauthorized'];
export type ResponseUnavailable = components['responses']['Unavailable'];
export type $defs = Record<string, never>;
export interface operations {
  listAnnotations: {
    parameters: {
      query?: {
        /** @description next_cursor of the previous page; from and to must stay the same. */
        cursor?: string;
        /** @description Annotations about this time or a later one (epoch seconds). */
        from?: number;
        /** @description How many annotations a page has at most. */
        limit?: number;
        /** @description Annotations about a time before this one (epoch seconds). */
        to?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "description": "Annotations",
           *       "annotations": [
           *         {
           *           "id": "2b7f7a4e-3f1c-4d53-8a0e-5b1d6f2c9a10",
           *           "at": 1772438400,
           *           "text": "Release 4.2",
           *           "author": "anna",
           *           "created_at": 1772442000
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['AnnotationsAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  createAnnotation: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "at": 1772438400,
         *       "text": "Release 4.2"
         *     }
         */
        'application/json': components['schemas']['AnnotationBody'];
      };
    };
    responses: {
      /** @description Done. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "2b7f7a4e-3f1c-4d53-8a0e-5b1d6f2c9a10",
           *       "at": 1772438400,
           *       "text": "Release 4.2",
           *       "author": "anna",
           *       "created_at": 1772442000
           *     }
           */
          'application/json': components['schemas']['AnnotationAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      /** @description There can be at most 1,000 annotations */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "There can be at most 1,000 annotations"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      413: components['responses']['BodyTooLarge'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  removeAnnotation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the annotation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description There is no annotation of this id */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "There is no annotation of this id"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      414: components['responses']['PathTooLong'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  changeAnnotation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the annotation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "text": "Release 4.2.1"
         *     }
         */
        'application/json': components['schemas']['AnnotationChangeBody'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "2b7f7a4e-3f1c-4d53-8a0e-5b1d6f2c9a10",
           *       "at": 1772438400,
           *       "text": "Release 4.2.1",
           *       "author": "anna",
           *       "created_at": 1772442000
           *     }
           */
          'application/json': components['schemas']['AnnotationAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description There is no annotation of this id */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "There is no annotation of this id"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      414: components['responses']['PathTooLong'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  listApiKeys: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "api_keys": [
           *         {
           *           "id": "bq83vEjRWeI",
           *           "name": "Shop",
           *           "role": "reporter",
           *           "username": null,
           *           "session_data": false,
           *           "origins": [
           *             "https://shop.example"
           *           ],
           *           "expires_at": null,
           *           "created_at": 1772442000,
           *           "created_by": "admin",
           *           "last_used": 1772445600
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['ApiKeysAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  createApiKey: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "Shop",
         *       "role": "reporter",
         *       "origins": [
         *         "https://shop.example"
         *       ]
         *     }
         */
        'application/json': components['schemas']['CreateApiKeyBody'];
      };
    };
    responses: {
      /** @description Done. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "bq83vEjRWeI",
           *       "name": "Shop",
           *       "role": "reporter",
           *       "username": null,
           *       "session_data": false,
           *       "origins": [
           *         "https://shop.example"
           *       ],
           *       "expires_at": null,
           *       "created_at": 1772442000,
           *       "created_by": "admin",
           *       "last_used": null,
           *       "key": "dwell_3q2-7wEjRWeJq83vEjRWeJq83vEjRWeJq83v"
           *     }
           */
          'application/json': components['schemas']['ApiKeyWithSecretAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  revokeApiKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the key, not the key itself. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description There is no API key of this id */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "There is no API key of this id"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      414: components['responses']['PathTooLong'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  listAuditEntries: {
    parameters: {
      query?: {
        /** @description Only entries of this act. */
        act?:
          | 'login'
          | 'logout'
          | 'logout-everywhere'
          | 'end-login'
          | 'end-other-logins'
          | 'change-password'
          | 'turn-on-second-factor'
          | 'turn-off-second-factor'
          | 'remove-second-factor'
          | 'use-recovery-code'
          | 'renew-recovery-codes'
          | 'create-user'
          | 'change-role'
          | 'reset-password'
          | 'end-logins'
          | 'remove-user'
          | 'create-api-key'
          | 'remove-api-key'
          | 'create-group'
          | 'rename-group'
          | 'remove-group'
          | 'set-group-members'
          | 'add-group-members'
          | 'remove-group-members'
          | 'import-groups'
          | 'create-saved-view'
          | 'change-saved-view'
          | 'remove-saved-view'
          | 'create-annotation'
          | 'change-annotation'
          | 'remove-annotation'
          | 'create-first-admin'
          | 'rescue-admin'
          | 'refused-call';
        /** @description A username, or "key " and the id of an API key. */
        actor?: string;
        /** @description next_cursor of the previous page; the filters must stay the same. */
        cursor?: string;
        /** @description Entries from this time on (epoch seconds). */
        from?: number;
        /** @description The number of entries on a page. */
        limit?: number;
        /** @description Entries from before this time (epoch seconds). */
        to?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "description": "Audit log",
           *       "entries": [
           *         {
           *           "id": "000001972a3c4d5e0001",
           *           "at": 1772442000,
           *           "actor": "admin",
           *           "via": "login",
           *           "address": "192.0.2.1",
           *           "act": "change-role",
           *           "target": "bob",
           *           "detail": "analyst",
           *           "outcome": "done"
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['AuditAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  logIn: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "username": "anna",
         *       "password": "correct horse battery"
         *     }
         */
        'application/json': components['schemas']['LoginBody'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description The cookie that identifies the login. */
          'Set-Cookie'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "username": "anna",
           *       "role": "analyst",
           *       "via": "login"
           *     }
           */
          'application/json': components['schemas']['MeAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  listOwnLogins: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "count": 1,
           *       "logins": [
           *         {
           *           "id": "uXz0vEjRWeI",
           *           "created_at": 1772442000,
           *           "last_used_at": 1772445600,
           *           "address": "192.0.2.1",
           *           "device": "Firefox on Windows",
           *           "current": true
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['LoginsAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  endOtherLogins: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  endOwnLogin: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the login, as the list shows it. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description You have no login of this id */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "You have no login of this id"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      414: components['responses']['PathTooLong'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  logOut: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  logOutEverywhere: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  getMe: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "username": "anna",
           *       "role": "analyst",
           *       "via": "login"
           *     }
           */
          'application/json': components['schemas']['MeAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  changePassword: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "current_password": "correct horse battery",
         *       "new_password": "staple of the battery"
         *     }
         */
        'application/json': components['schemas']['ChangePasswordBody'];
      };
    };
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  getSecondFactor: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "on": true,
           *       "recovery_codes_left": 10
           *     }
           */
          'application/json': components['schemas']['SecondFactorAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  confirmSecondFactor: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "setup": "c2V0dXAuMTc3MjQ0MjAwMC5KQlNXWTNEUA",
         *       "code": "492039"
         *     }
         */
        'application/json': components['schemas']['ConfirmSecondFactorBody'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "recovery_codes": [
           *         "7kq2m-x4h8d-9wz3t-p6c5v-r2n7j"
           *       ]
           *     }
           */
          'application/json': components['schemas']['RecoveryCodesAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      /** @description Your second factor is on already: turn it off first */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "Your second factor is on already: turn it off first"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      413: components['responses']['BodyTooLarge'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  turnOffSecondFactor: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "current_password": "correct horse battery",
         *       "code": "492039"
         *     }
         */
        'application/json': components['schemas']['ProveIdentityBody'];
      };
    };
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      /** @description Your second factor is not on */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "Your second factor is not on"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      413: components['responses']['BodyTooLarge'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  renewRecoveryCodes: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "current_password": "correct horse battery",
         *       "code": "492039"
         *     }
         */
        'application/json': components['schemas']['ProveIdentityBody'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "recovery_codes": [
           *         "7kq2m-x4h8d-9wz3t-p6c5v-r2n7j"
           *       ]
           *     }
           */
          'application/json': components['schemas']['RecoveryCodesAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      /** @description Your second factor is not on */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "Your second factor is not on"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      413: components['responses']['BodyTooLarge'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  startSecondFactor: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "current_password": "correct horse battery"
         *     }
         */
        'application/json': components['schemas']['StartSecondFactorBody'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "secret": "JBSWY3DPEHPK3PXP",
           *       "uri": "otpauth://totp/Dwell:anna?secret=JBSWY3DPEHPK3PXP&issuer=Dwell",
           *       "setup": "c2V0dXAuMTc3MjQ0MjAwMC5KQlNXWTNEUA"
           *     }
           */
          'application/json': components['schemas']['StartedSecondFactorAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      /** @description Your second factor is on already: turn it off first */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "Your second factor is on already: turn it off first"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      413: components['responses']['BodyTooLarge'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  listGroups: {
    parameters: {
      query?: {
        /** @description next_cursor of the previous page. */
        cursor?: string;
        /** @description How many groups or members a page has at most. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "description": "Groups",
           *       "groups": [
           *         {
           *           "name": "sales",
           *           "created_at": 1772442000,
           *           "members": 2
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['GroupsAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  createGroup: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "sales"
         *     }
         */
        'application/json': components['schemas']['GroupNameBody'];
      };
    };
    responses: {
      /** @description Done. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "name": "sales",
           *       "created_at": 1772442000,
           *       "members": 0
           *     }
           */
          'application/json': components['schemas']['GroupAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      /** @description There is a group of this name already */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "There is a group of this name already"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      413: components['responses']['BodyTooLarge'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  removeGroup: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The group. */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description There is no group of this name */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "There is no group of this name"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      414: components['responses']['PathTooLong'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  renameGroup: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The group. */
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "sales and support"
         *     }
         */
        'application/json': components['schemas']['GroupNameBody'];
      };
    };
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description There is no group of this name */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "There is no group of this name"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      408: components['responses']['RequestTimeout'];
      /** @description There is a group of this name already */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "There is a group of this name already"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      413: components['responses']['BodyTooLarge'];
      414: components['responses']['PathTooLong'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  listGroupMembers: {
    parameters: {
      query?: {
        /** @description next_cursor of the previous page. */
        cursor?: string;
        /** @description How many groups or members a page has at most. */
        limit?: number;
      };
      header?: never;
      path: {
        /** @description The group. */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "description": "Group members",
           *       "members": [
           *         {
           *           "username": "anna",
           *           "sources": [
           *             "admin",
           *             "token"
           *           ]
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['GroupMembersAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description There is no group of this name */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "There is no group of this name"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      408: components['responses']['RequestTimeout'];
      414: components['responses']['PathTooLong'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  setGroupMembers: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The group. */
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "usernames": [
         *         "anna",
         *         "bob"
         *       ]
         *     }
         */
        'application/json': components['schemas']['GroupMembersBody'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "added": 1,
           *       "removed": 3
           *     }
           */
          'application/json': components['schemas']['MembersChangedAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description There is no group of this name */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "There is no group of this name"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      414: components['responses']['PathTooLong'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  addGroupMembers: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The group. */
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "usernames": [
         *         "anna",
         *         "bob"
         *       ]
         *     }
         */
        'application/json': components['schemas']['GroupMembersBody'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "added": 2,
           *       "removed": 0
           *     }
           */
          'application/json': components['schemas']['MembersChangedAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description There is no group of this name */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "There is no group of this name"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      408: components['responses']['RequestTimeout'];
      /** @description Admins can put at most 10,000 members into a group: sales */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "Admins can put at most 10,000 members into a group: sales"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      413: components['responses']['BodyTooLarge'];
      414: components['responses']['PathTooLong'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  addGroupMember: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The group. */
        name: string;
        /** @description The member. */
        username: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description There is no group of this name */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "There is no group of this name"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      408: components['responses']['RequestTimeout'];
      /** @description Admins can put at most 10,000 members into a group: sales */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "Admins can put at most 10,000 members into a group: sales"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      413: components['responses']['BodyTooLarge'];
      414: components['responses']['PathTooLong'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  removeGroupMember: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The group. */
        name: string;
        /** @description The member. */
        username: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description No admin has put this user into the group */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "No admin has put this user into the group"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      414: components['responses']['PathTooLong'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  removeGroupMembers: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The group. */
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "usernames": [
         *         "anna",
         *         "bob"
         *       ]
         *     }
         */
        'application/json': components['schemas']['GroupMembersBody'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "added": 0,
           *       "removed": 2
           *     }
           */
          'application/json': components['schemas']['MembersChangedAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description There is no group of this name */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "There is no group of this name"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      414: components['responses']['PathTooLong'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  exportGroups: {
    parameters: {
      query?: {
        /** @description true: the file begins with a byte order mark, without which Excel misreads UTF-8. */
        bom?: boolean;
        /** @description admin: only the members whom admins put into the groups. token: only those whom their tokens put there. Default: all. */
        source?: 'admin' | 'token';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example group,username
           *     sales,anna
           *     sales,bob
           */
          'text/csv': string;
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  importGroups: {
    parameters: {
      query?: {
        /** @description add: the members of the file join their groups. replace: each group that the file names gets exactly the members that the file gives it, and keeps the members that tokens have put into it. Groups that the file does not name stay as they are. */
        mode?: 'add' | 'replace';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description A header with the columns group and username, then a line for each member. A line without a username says that there is a group without members. */
    requestBody: {
      content: {
        /**
         * @example group,username
         *     sales,anna
         *     sales,bob
         */
        'text/csv': string;
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "created": 1,
           *       "added": 2,
           *       "removed": 0
           *     }
           */
          'application/json': components['schemas']['GroupsImportedAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      /** @description Admins can put at most 10,000 members into a group: sales */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "Admins can put at most 10,000 members into a group: sales"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      413: components['responses']['BodyTooLarge'];
      /** @description The body must be CSV, with the content type text/csv */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 415,
           *       "error": "Unsupported Media Type",
           *       "message": "The body must be CSV, with the content type text/csv"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  keepSessionAlive: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "visible": true,
         *       "path": [
         *         "/view/weather",
         *         "tab_map"
         *       ]
         *     }
         */
        'application/json': components['schemas']['KeepaliveBody'];
        /**
         * @example {
         *       "visible": true,
         *       "path": [
         *         "/view/weather",
         *         "tab_map"
         *       ]
         *     }
         */
        'text/plain': components['schemas']['KeepaliveBody'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "description": "Session keepalive",
           *       "time": 1772442060,
           *       "visible": true,
           *       "paths": [
           *         "/view/weather",
           *         "tab_map"
           *       ]
           *     }
           */
          'application/json': components['schemas']['KeepaliveAnswer'];
        };
      };
      /** @description The body or a header is not valid, or there is no active session: then call sessionstart first. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "There is no active session: call sessionstart first",
           *       "description": "Session Not Valid",
           *       "name": ""
           *     }
           */
          'application/json': components['schemas']['PingRefusedAnswer'];
        };
      };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  recordKeepalives: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example [
         *       {
         *         "call": "sessionstart",
         *         "username": "anna",
         *         "client_id": "laptop"
         *       },
         *       {
         *         "call": "keepalive",
         *         "username": "anna",
         *         "client_id": "laptop",
         *         "visible": true,
         *         "path": [
         *           "/view/weather",
         *           "map"
         *         ]
         *       },
         *       {
         *         "call": "session-hide",
         *         "username": "ben",
         *         "path": [
         *           "/view/alarms"
         *         ]
         *       }
         *     ]
         */
        'application/json': (
          | components['schemas']['SessionStartItemBody']
          | components['schemas']['KeepaliveItemBody']
          | components['schemas']['SessionHideItemBody']
        )[];
        /**
         * @example {"call":"sessionstart","username":"anna","client_id":"laptop"}
         *     {"call":"keepalive","username":"anna","client_id":"laptop","visible":true,"path":["/view/weather","map"]}
         *     {"call":"session-hide","username":"ben","path":["/view/alarms"]}
         */
        'application/x-ndjson': string;
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "description": "Keepalives",
           *       "results": [
           *         {
           *           "statusCode": 200,
           *           "time": 1772442060
           *         },
           *         {
           *           "statusCode": 200,
           *           "time": 1772442060
           *         },
           *         {
           *           "statusCode": 400,
           *           "error": "Bad Request",
           *           "message": "There is no active session: call sessionstart first",
           *           "description": "Session Not Valid",
           *           "name": ""
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['KeepalivesAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      /** @description A body may have at most 1,000 items */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 413,
           *       "error": "Payload Too Large",
           *       "message": "A body may have at most 1,000 items"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  followSessions: {
    parameters: {
      query?: {
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        groups?: string[];
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        'groups[]'?: string[];
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        not_groups?: string[];
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        'not_groups[]'?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        not_usernames?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        'not_usernames[]'?: string[];
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        usernames?: string[];
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        'usernames[]'?: string[];
        /** @description Only sessions in which this view is visible at this moment. */
        view?: string;
      };
      header?: {
        /** @description The id of the latest event that the client has. The stream goes on after it if possible. */
        'Last-Event-ID'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Always `no`: a proxy must pass each event on at once. */
          'X-Accel-Buffering'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example retry: 3000
           *
           *     event: snapshot
           *     id: 6f1c0a2b9d3e-0-4f53cda18c2b
           *     data: {"time":1772442000,"sessions":[{"_id":"f1aff9a5-9f39-8953-b769-a6173ddc4418","id_beaker_session":"YW5uYV9kZXNr","username":"anna","start":1772441400,"places":[{"view":"/work","tab":"summary","visible":true,"since":1772441700}],"last_ping":1772441980}]}
           *
           *     event: change
           *     id: 6f1c0a2b9d3e-1-4f53cda18c2b
           *     data: {"time":1772442001,"changed":[],"pinged":[{"_id":"f1aff9a5-9f39-8953-b769-a6173ddc4418","last_ping":1772442001}],"gone":[]}
           */
          'text/event-stream': string;
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  findPeople: {
    parameters: {
      query?: {
        /** @description next_cursor of the previous page; the search must stay the same. */
        cursor?: string;
        /** @description The number of people on a page. */
        limit?: number;
        /** @description A text anywhere in the username, whatever case and accents. */
        search?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "description": "People",
           *       "people": [
           *         {
           *           "username": "anna",
           *           "last_seen": 1772445600
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['PeopleAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  listRefusedOrigins: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "refused_origins": [
           *         {
           *           "origin": "https://app.example.com",
           *           "count": 3,
           *           "last_refused": 1772445600
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['RefusedOriginsAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  listSavedViews: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "description": "Saved views",
           *       "saved_views": [
           *         {
           *           "id": "0f4e1c1e-6b0d-4c0e-9d4a-0c7a3c1b2d3e",
           *           "name": "Orders this month",
           *           "page": "overview",
           *           "query": "range=month&view=%2Forders",
           *           "owner": "anna",
           *           "shared": true,
           *           "created_at": 1772442000
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['SavedViewsAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  createSavedView: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "Orders this month",
         *       "page": "overview",
         *       "query": "range=month&view=%2Forders",
         *       "shared": true
         *     }
         */
        'application/json': components['schemas']['SavedViewBody'];
      };
    };
    responses: {
      /** @description Done. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0f4e1c1e-6b0d-4c0e-9d4a-0c7a3c1b2d3e",
           *       "name": "Orders this month",
           *       "page": "overview",
           *       "query": "range=month&view=%2Forders",
           *       "owner": "anna",
           *       "shared": true,
           *       "created_at": 1772442000
           *     }
           */
          'application/json': components['schemas']['SavedViewAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      /** @description name is the name of a saved view that you have already */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "name is the name of a saved view that you have already"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      413: components['responses']['BodyTooLarge'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  removeSavedView: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saved view. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description There is no saved view of this id */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "There is no saved view of this id"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      414: components['responses']['PathTooLong'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  changeSavedView: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saved view. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "shared": false
         *     }
         */
        'application/json': components['schemas']['SavedViewChangeBody'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0f4e1c1e-6b0d-4c0e-9d4a-0c7a3c1b2d3e",
           *       "name": "Orders this month",
           *       "page": "overview",
           *       "query": "range=month&view=%2Forders",
           *       "owner": "anna",
           *       "shared": false,
           *       "created_at": 1772442000
           *     }
           */
          'application/json': components['schemas']['SavedViewAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description There is no saved view of this id */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "There is no saved view of this id"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      408: components['responses']['RequestTimeout'];
      /** @description name is the name of a saved view that you have already */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "name is the name of a saved view that you have already"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      413: components['responses']['BodyTooLarge'];
      414: components['responses']['PathTooLong'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  hideSessionAtOlderPath: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "path": [
         *         "/view/weather",
         *         "tab_map"
         *       ]
         *     }
         */
        'application/json': components['schemas']['SessionHideBody'];
        /**
         * @example {
         *       "path": [
         *         "/view/weather",
         *         "tab_map"
         *       ]
         *     }
         */
        'text/plain': components['schemas']['SessionHideBody'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "description": "Session hide",
           *       "time": 1772442090,
           *       "paths": [
           *         "/view/weather",
           *         "tab_map"
           *       ]
           *     }
           */
          'application/json': components['schemas']['SessionHideAnswer'];
        };
      };
      /** @description The body or a header is not valid, or there is no active session: then call sessionstart first. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "There is no active session: call sessionstart first",
           *       "description": "Session Not Valid",
           *       "name": ""
           *     }
           */
          'application/json': components['schemas']['PingRefusedAnswer'];
        };
      };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  hideSessionAtOldestPath: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "path": [
         *         "/view/weather",
         *         "tab_map"
         *       ]
         *     }
         */
        'application/json': components['schemas']['SessionHideBody'];
        /**
         * @example {
         *       "path": [
         *         "/view/weather",
         *         "tab_map"
         *       ]
         *     }
         */
        'text/plain': components['schemas']['SessionHideBody'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "description": "Session hide",
           *       "time": 1772442090,
           *       "paths": [
           *         "/view/weather",
           *         "tab_map"
           *       ]
           *     }
           */
          'application/json': components['schemas']['SessionHideAnswer'];
        };
      };
      /** @description The body or a header is not valid, or there is no active session: then call sessionstart first. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "There is no active session: call sessionstart first",
           *       "description": "Session Not Valid",
           *       "name": ""
           *     }
           */
          'application/json': components['schemas']['PingRefusedAnswer'];
        };
      };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  listSessionsAtOlderPath: {
    parameters: {
      query?: {
        /** @description true for active sessions only, false for ended ones only. */
        active?: boolean;
        /** @description CSV only. true: the file begins with a byte order mark, without which Excel misreads UTF-8. */
        bom?: boolean;
        /** @description next_cursor of the previous page. The other parameters must stay the same. */
        cursor?: string;
        /** @description CSV only. comma: numbers have a decimal comma, and semicolons separate the columns. */
        decimal?: 'point' | 'comma';
        /** @description The format of the answer. Default: what the header Accept prefers, or else json. */
        format?: 'json' | 'csv' | 'ndjson';
        /** @description Sessions whose last ping is at or after this time (epoch seconds). */
        from?: number;
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        groups?: string[];
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        'groups[]'?: string[];
        /** @description Needs `view`. true: active sessions in which the view is visible at this moment; false: sessions that were on the view and are not on it at this moment. */
        here_now?: boolean;
        /** @description The number of sessions on a page. Without it, all matches are streamed. */
        limit?: number;
        /** @description The least visible duration, in seconds; with `view`, the least time on that view. */
        min_duration?: number;
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        not_groups?: string[];
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        'not_groups[]'?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        not_usernames?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        'not_usernames[]'?: string[];
        /** @description Smallest or largest first. */
        order?: 'asc' | 'desc';
        /** @description CSV only. tabs: one row for each view and tab of a session; with `view`, of this view only. */
        rows?: 'sessions' | 'tabs';
        /** @description What the sessions are sorted by. `view_duration` needs `view`. */
        sort?: 'start' | 'last_ping' | 'visible_duration' | 'username' | 'view_duration';
        /** @description Sessions that started after this time (epoch seconds). */
        started_after?: number;
        /** @description Ended sessions whose last ping was before this time (epoch seconds). */
        stopped_before?: number;
        /** @description Sessions that started before this time (epoch seconds). */
        to?: number;
        /** @description CSV only: the IANA time zone of the times. */
        tz?: string;
        /** @description The beginning of the username. */
        username?: string;
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        usernames?: string[];
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        'usernames[]'?: string[];
        /** @description Sessions that were on this view. */
        view?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "description": "Sessions",
           *       "sessions": [
           *         {
           *           "_id": "9f86d081-884c-8d65-9a2f-eaa0c55ad015",
           *           "id_beaker_session": "YW5uYV9sYXB0b3A=",
           *           "username": "anna",
           *           "start": 1772442000,
           *           "last_ping": 1772442150,
           *           "last_visible_ping": 1772442060,
           *           "last_visible_path": [
           *             "/view/weather",
           *             "tab_map"
           *           ],
           *           "visible_duration": 60,
           *           "tab_duration": {
           *             "/view/weather": {
           *               "tab_map": 60
           *             }
           *           },
           *           "active": true
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['SessionsAnswer'];
          /** @example {"_id":"9f86d081-884c-8d65-9a2f-eaa0c55ad015","id_beaker_session":"YW5uYV9sYXB0b3A=","username":"anna","start":1772442000,"last_ping":1772442150,"last_visible_ping":1772442060,"last_visible_path":["/view/weather","tab_map"],"visible_duration":60,"tab_duration":{"/view/weather":{"tab_map":60}},"active":true} */
          'application/x-ndjson': string;
          /**
           * @example _id,id_beaker_session,username,start,start_epoch,last_ping,last_ping_epoch,last_visible_ping,last_visible_ping_epoch,last_visible_view,last_visible_tab,visible_duration,active,tab_duration
           *     9f86d081-884c-8d65-9a2f-eaa0c55ad015,YW5uYV9sYXB0b3A=,anna,2026-03-02 09:00:00,1772442000,2026-03-02 09:02:30,1772442150,2026-03-02 09:01:00,1772442060,/view/weather,tab_map,60,true,"{""/view/weather"":{""tab_map"":60}}"
           */
          'text/csv': string;
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  hideSession: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "path": [
         *         "/view/weather",
         *         "tab_map"
         *       ]
         *     }
         */
        'application/json': components['schemas']['SessionHideBody'];
        /**
         * @example {
         *       "path": [
         *         "/view/weather",
         *         "tab_map"
         *       ]
         *     }
         */
        'text/plain': components['schemas']['SessionHideBody'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "description": "Session hide",
           *       "time": 1772442090,
           *       "paths": [
           *         "/view/weather",
           *         "tab_map"
           *       ]
           *     }
           */
          'application/json': components['schemas']['SessionHideAnswer'];
        };
      };
      /** @description The body or a header is not valid, or there is no active session: then call sessionstart first. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "There is no active session: call sessionstart first",
           *       "description": "Session Not Valid",
           *       "name": ""
           *     }
           */
          'application/json': components['schemas']['PingRefusedAnswer'];
        };
      };
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  listSessions: {
    parameters: {
      query?: {
        /** @description true for active sessions only, false for ended ones only. */
        active?: boolean;
        /** @description CSV only. true: the file begins with a byte order mark, without which Excel misreads UTF-8. */
        bom?: boolean;
        /** @description next_cursor of the previous page. The other parameters must stay the same. */
        cursor?: string;
        /** @description CSV only. comma: numbers have a decimal comma, and semicolons separate the columns. */
        decimal?: 'point' | 'comma';
        /** @description The format of the answer. Default: what the header Accept prefers, or else json. */
        format?: 'json' | 'csv' | 'ndjson';
        /** @description Sessions whose last ping is at or after this time (epoch seconds). */
        from?: number;
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        groups?: string[];
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        'groups[]'?: string[];
        /** @description Needs `view`. true: active sessions in which the view is visible at this moment; false: sessions that were on the view and are not on it at this moment. */
        here_now?: boolean;
        /** @description The number of sessions on a page. Without it, all matches are streamed. */
        limit?: number;
        /** @description The least visible duration, in seconds; with `view`, the least time on that view. */
        min_duration?: number;
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        not_groups?: string[];
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        'not_groups[]'?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        not_usernames?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        'not_usernames[]'?: string[];
        /** @description Smallest or largest first. */
        order?: 'asc' | 'desc';
        /** @description CSV only. tabs: one row for each view and tab of a session; with `view`, of this view only. */
        rows?: 'sessions' | 'tabs';
        /** @description What the sessions are sorted by. `view_duration` needs `view`. */
        sort?: 'start' | 'last_ping' | 'visible_duration' | 'username' | 'view_duration';
        /** @description Sessions that started after this time (epoch seconds). */
        started_after?: number;
        /** @description Ended sessions whose last ping was before this time (epoch seconds). */
        stopped_before?: number;
        /** @description Sessions that started before this time (epoch seconds). */
        to?: number;
        /** @description CSV only: the IANA time zone of the times. */
        tz?: string;
        /** @description The beginning of the username. */
        username?: string;
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        usernames?: string[];
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        'usernames[]'?: string[];
        /** @description Sessions that were on this view. */
        view?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "description": "Sessions",
           *       "sessions": [
           *         {
           *           "_id": "9f86d081-884c-8d65-9a2f-eaa0c55ad015",
           *           "id_beaker_session": "YW5uYV9sYXB0b3A=",
           *           "username": "anna",
           *           "start": 1772442000,
           *           "last_ping": 1772442150,
           *           "last_visible_ping": 1772442060,
           *           "last_visible_path": [
           *             "/view/weather",
           *             "tab_map"
           *           ],
           *           "visible_duration": 60,
           *           "tab_duration": {
           *             "/view/weather": {
           *               "tab_map": 60
           *             }
           *           },
           *           "active": true
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['SessionsAnswer'];
          /** @example {"_id":"9f86d081-884c-8d65-9a2f-eaa0c55ad015","id_beaker_session":"YW5uYV9sYXB0b3A=","username":"anna","start":1772442000,"last_ping":1772442150,"last_visible_ping":1772442060,"last_visible_path":["/view/weather","tab_map"],"visible_duration":60,"tab_duration":{"/view/weather":{"tab_map":60}},"active":true} */
          'application/x-ndjson': string;
          /**
           * @example _id,id_beaker_session,username,start,start_epoch,last_ping,last_ping_epoch,last_visible_ping,last_visible_ping_epoch,last_visible_view,last_visible_tab,visible_duration,active,tab_duration
           *     9f86d081-884c-8d65-9a2f-eaa0c55ad015,YW5uYV9sYXB0b3A=,anna,2026-03-02 09:00:00,1772442000,2026-03-02 09:02:30,1772442150,2026-03-02 09:01:00,1772442060,/view/weather,tab_map,60,true,"{""/view/weather"":{""tab_map"":60}}"
           */
          'text/csv': string;
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  getSession: {
    parameters: {
      query?: {
        /** @description Adds `view_duration` and `here_now` about this view, as in a list. They are 0 and false if the session was never on it. */
        view?: string;
      };
      header?: never;
      path: {
        /** @description The `_id` of the session. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "description": "Session",
           *       "session": {
           *         "_id": "9f86d081-884c-8d65-9a2f-eaa0c55ad015",
           *         "id_beaker_session": "YW5uYV9sYXB0b3A=",
           *         "username": "anna",
           *         "start": 1772442000,
           *         "last_ping": 1772442150,
           *         "last_visible_ping": 1772442060,
           *         "last_visible_path": [
           *           "/view/weather",
           *           "tab_map"
           *         ],
           *         "visible_duration": 60,
           *         "tab_duration": {
           *           "/view/weather": {
           *             "tab_map": 60
           *           }
           *         },
           *         "active": true,
           *         "trail": [
           *           {
           *             "from": 1772442000,
           *             "to": 1772442060,
           *             "state": "visible",
           *             "path": [
           *               "/view/weather",
           *               "tab_map"
           *             ]
           *           },
           *           {
           *             "from": 1772442060,
           *             "to": 1772442150,
           *             "state": "hidden"
           *           }
           *         ]
           *       }
           *     }
           */
          'application/json': components['schemas']['SessionDetailAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description There is no session with this id */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "There is no session with this id"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      408: components['responses']['RequestTimeout'];
      414: components['responses']['PathTooLong'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  startSessionByGet: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description How often to send a keepalive, in seconds. */
          'Dwell-Keepalive-Interval'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "description": "Session Start"
           *     }
           */
          'application/json': components['schemas']['SessionStartAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  startSession: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "client_id": "laptop"
         *     }
         */
        'application/json': components['schemas']['SessionStartBody'] | null;
        /**
         * @example {
         *       "client_id": "laptop"
         *     }
         */
        'text/plain': components['schemas']['SessionStartBody'] | null;
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description How often to send a keepalive, in seconds. */
          'Dwell-Keepalive-Interval'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "description": "Session Start"
           *     }
           */
          'application/json': components['schemas']['SessionStartAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  getConcurrency: {
    parameters: {
      query?: {
        /** @description CSV only. true: the file begins with a byte order mark, without which Excel misreads UTF-8. */
        bom?: boolean;
        /** @description The length of a point. `minute` is not possible with `view`. */
        bucket?: 'minute' | 'hour' | 'day' | 'week' | 'month';
        /** @description What the window is compared with: the days before, the same days of an earlier month or year, the same weekdays of earlier weeks, or nothing. */
        compare?: 'previous' | 'month' | 'year' | 'weekdays' | 'none';
        /** @description CSV only. comma: numbers have a decimal comma, and semicolons separate the columns. */
        decimal?: 'point' | 'comma';
        /** @description The format of the answer. Default: what the header Accept prefers, or else json. */
        format?: 'json' | 'csv' | 'ndjson';
        /** @description Epoch seconds, snapped outward to 15 minutes. Default: seven days before `to`. */
        from?: number;
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        groups?: string[];
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        'groups[]'?: string[];
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        not_groups?: string[];
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        'not_groups[]'?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        not_usernames?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        'not_usernames[]'?: string[];
        /** @description Epoch seconds, exclusive. Default: now. */
        to?: number;
        /** @description IANA time zone of the calendar: of the buckets and of the previous window. In CSV, also of the times. */
        tz?: string;
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        usernames?: string[];
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        'usernames[]'?: string[];
        /** @description Only this view. */
        view?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "window": {
           *         "from": 1772409600,
           *         "to": 1772496000
           *       },
           *       "previous_window": {
           *         "from": 1772323200,
           *         "to": 1772409600
           *       },
           *       "tz": "Europe/Paris",
           *       "measure": "sessions",
           *       "bucket": "day",
           *       "points": [
           *         {
           *           "from": 1772409600,
           *           "to": 1772496000,
           *           "partial": false,
           *           "running": false,
           *           "mean": 1.25,
           *           "max": 4
           *         }
           *       ],
           *       "peak": {
           *         "at": 1772445660,
           *         "value": 4
           *       }
           *     }
           */
          'application/json': components['schemas']['ConcurrencyAnswer'];
          /** @example {"from":1772409600,"to":1772496000,"partial":false,"running":false,"measure":"sessions","mean":1.25,"max":4} */
          'application/x-ndjson': string;
          /**
           * @example from,from_epoch,to,to_epoch,partial,running,measure,mean,max
           *     2026-03-02 00:00:00,1772409600,2026-03-03 00:00:00,1772496000,false,false,sessions,1.25,4
           */
          'text/csv': string;
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  getDistribution: {
    parameters: {
      query?: {
        /** @description CSV only. true: the file begins with a byte order mark, without which Excel misreads UTF-8. */
        bom?: boolean;
        /** @description What the window is compared with: the days before, the same days of an earlier month or year, the same weekdays of earlier weeks, or nothing. */
        compare?: 'previous' | 'month' | 'year' | 'weekdays' | 'none';
        /** @description CSV only. comma: numbers have a decimal comma, and semicolons separate the columns. */
        decimal?: 'point' | 'comma';
        /** @description The format of the answer. Default: what the header Accept prefers, or else json. */
        format?: 'json' | 'csv' | 'ndjson';
        /** @description Epoch seconds, snapped outward to 15 minutes. Default: seven days before `to`. */
        from?: number;
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        groups?: string[];
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        'groups[]'?: string[];
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        not_groups?: string[];
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        'not_groups[]'?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        not_usernames?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        'not_usernames[]'?: string[];
        /** @description Epoch seconds, exclusive. Default: now. */
        to?: number;
        /** @description IANA time zone of the calendar: of the buckets and of the previous window. In CSV, also of the times. */
        tz?: string;
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        usernames?: string[];
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        'usernames[]'?: string[];
        /** @description Only this view. */
        view?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "window": {
           *         "from": 1772409600,
           *         "to": 1772496000
           *       },
           *       "previous_window": {
           *         "from": 1772323200,
           *         "to": 1772409600
           *       },
           *       "tz": "Europe/Paris",
           *       "visits": 31,
           *       "mean_visit_duration": 232.258,
           *       "median_visit_duration": 190.872,
           *       "p95_visit_duration": 574.1,
           *       "relative_error": 0.05,
           *       "buckets": [
           *         {
           *           "after": 181.32,
           *           "up_to": 200.407,
           *           "visits": 8
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['DistributionAnswer'];
          /** @example {"after":181.32,"up_to":200.407,"visits":8} */
          'application/x-ndjson': string;
          /**
           * @example after,up_to,visits
           *     181.32,200.407,8
           */
          'text/csv': string;
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  getHeatmap: {
    parameters: {
      query?: {
        /** @description CSV only. true: the file begins with a byte order mark, without which Excel misreads UTF-8. */
        bom?: boolean;
        /** @description What the window is compared with: the days before, the same days of an earlier month or year, the same weekdays of earlier weeks, or nothing. */
        compare?: 'previous' | 'month' | 'year' | 'weekdays' | 'none';
        /** @description CSV only. comma: numbers have a decimal comma, and semicolons separate the columns. */
        decimal?: 'point' | 'comma';
        /** @description The format of the answer. Default: what the header Accept prefers, or else json. */
        format?: 'json' | 'csv' | 'ndjson';
        /** @description Epoch seconds, snapped outward to 15 minutes. Default: seven days before `to`. */
        from?: number;
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        groups?: string[];
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        'groups[]'?: string[];
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        not_groups?: string[];
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        'not_groups[]'?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        not_usernames?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        'not_usernames[]'?: string[];
        /** @description Epoch seconds, exclusive. Default: now. */
        to?: number;
        /** @description IANA time zone of the calendar: of the buckets and of the previous window. In CSV, also of the times. */
        tz?: string;
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        usernames?: string[];
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        'usernames[]'?: string[];
        /** @description Only this view. */
        view?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "window": {
           *         "from": 1772409600,
           *         "to": 1772496000
           *       },
           *       "previous_window": {
           *         "from": 1772323200,
           *         "to": 1772409600
           *       },
           *       "tz": "Europe/Paris",
           *       "cells": [
           *         {
           *           "weekday": 1,
           *           "hour": 9,
           *           "visible_duration": 5400,
           *           "visits": 12,
           *           "elapsed": 3600,
           *           "mean_people": 1.5
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['HeatmapAnswer'];
          /** @example {"weekday":1,"hour":9,"visible_duration":5400,"visits":12,"elapsed":3600,"mean_people":1.5} */
          'application/x-ndjson': string;
          /**
           * @example weekday,hour,visible_duration,visits,elapsed,mean_people
           *     1,9,5400,12,3600,1.5
           */
          'text/csv': string;
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  getSummary: {
    parameters: {
      query?: {
        /** @description CSV only. true: the file begins with a byte order mark, without which Excel misreads UTF-8. */
        bom?: boolean;
        /** @description What the window is compared with: the days before, the same days of an earlier month or year, the same weekdays of earlier weeks, or nothing. */
        compare?: 'previous' | 'month' | 'year' | 'weekdays' | 'none';
        /** @description CSV only. comma: numbers have a decimal comma, and semicolons separate the columns. */
        decimal?: 'point' | 'comma';
        /** @description The format of the answer. Default: what the header Accept prefers, or else json. */
        format?: 'json' | 'csv' | 'ndjson';
        /** @description Epoch seconds, snapped outward to 15 minutes. Default: seven days before `to`. */
        from?: number;
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        groups?: string[];
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        'groups[]'?: string[];
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        not_groups?: string[];
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        'not_groups[]'?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        not_usernames?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        'not_usernames[]'?: string[];
        /** @description Epoch seconds, exclusive. Default: now. */
        to?: number;
        /** @description IANA time zone of the calendar: of the buckets and of the previous window. In CSV, also of the times. */
        tz?: string;
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        usernames?: string[];
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        'usernames[]'?: string[];
        /** @description Only this view. */
        view?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "window": {
           *         "from": 1772409600,
           *         "to": 1772496000
           *       },
           *       "previous_window": {
           *         "from": 1772323200,
           *         "to": 1772409600
           *       },
           *       "tz": "Europe/Paris",
           *       "current": {
           *         "visible_duration": 7200,
           *         "visits": 31,
           *         "users": 4,
           *         "views": 3,
           *         "sessions": 9,
           *         "mean_visit_duration": 232.258,
           *         "median_visit_duration": 190.872,
           *         "p95_visit_duration": 574.1
           *       },
           *       "previous": {
           *         "visible_duration": 5400,
           *         "visits": 25,
           *         "users": 4,
           *         "views": 3,
           *         "sessions": 8,
           *         "mean_visit_duration": 232.258,
           *         "median_visit_duration": 190.872,
           *         "p95_visit_duration": 574.1
           *       },
           *       "active_sessions": 2,
           *       "all_active_sessions": 2
           *     }
           */
          'application/json': components['schemas']['SummaryAnswer'];
          /**
           * @example {"window":"current","from":1772409600,"to":1772496000,"visible_duration":7200,"visits":31,"users":4,"views":3,"sessions":9,"mean_visit_duration":232.258,"median_visit_duration":190.872,"p95_visit_duration":574.1,"active_sessions":2,"all_active_sessions":2}
           *     {"window":"previous","from":1772323200,"to":1772409600,"visible_duration":5400,"visits":25,"users":4,"views":3,"sessions":8,"mean_visit_duration":232.258,"median_visit_duration":190.872,"p95_visit_duration":574.1,"active_sessions":null,"all_active_sessions":null}
           */
          'application/x-ndjson': string;
          /**
           * @example window,from,from_epoch,to,to_epoch,visible_duration,visits,users,views,sessions,mean_visit_duration,median_visit_duration,p95_visit_duration,active_sessions,all_active_sessions
           *     current,2026-03-02 00:00:00,1772409600,2026-03-03 00:00:00,1772496000,7200,31,4,3,9,232.258,190.872,574.1,2,2
           *     previous,2026-03-01 00:00:00,1772323200,2026-03-02 00:00:00,1772409600,5400,25,4,3,8,232.258,190.872,574.1,,
           */
          'text/csv': string;
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  getTimeline: {
    parameters: {
      query?: {
        /** @description CSV only. true: the file begins with a byte order mark, without which Excel misreads UTF-8. */
        bom?: boolean;
        /** @description The length of a bucket in the calendar. */
        bucket?: 'hour' | 'day' | 'week' | 'month';
        /** @description What the window is compared with: the days before, the same days of an earlier month or year, the same weekdays of earlier weeks, or nothing. */
        compare?: 'previous' | 'month' | 'year' | 'weekdays' | 'none';
        /** @description CSV only. comma: numbers have a decimal comma, and semicolons separate the columns. */
        decimal?: 'point' | 'comma';
        /** @description The format of the answer. Default: what the header Accept prefers, or else json. */
        format?: 'json' | 'csv' | 'ndjson';
        /** @description Epoch seconds, snapped outward to 15 minutes. Default: seven days before `to`. */
        from?: number;
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        groups?: string[];
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        'groups[]'?: string[];
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        not_groups?: string[];
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        'not_groups[]'?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        not_usernames?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        'not_usernames[]'?: string[];
        /** @description Epoch seconds, exclusive. Default: now. */
        to?: number;
        /** @description How many views get a series of their own. The others are added up in `other`. */
        top?: number;
        /** @description IANA time zone of the calendar: of the buckets and of the previous window. In CSV, also of the times. */
        tz?: string;
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        usernames?: string[];
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        'usernames[]'?: string[];
        /** @description Only this view. */
        view?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "window": {
           *         "from": 1772409600,
           *         "to": 1772496000
           *       },
           *       "previous_window": {
           *         "from": 1772323200,
           *         "to": 1772409600
           *       },
           *       "tz": "Europe/Paris",
           *       "bucket": "day",
           *       "buckets": [
           *         {
           *           "from": 1772409600,
           *           "to": 1772496000,
           *           "partial": false,
           *           "running": false
           *         }
           *       ],
           *       "series": [
           *         {
           *           "view": "/view/weather",
           *           "visible_duration": [
           *             7200
           *           ]
           *         }
           *       ],
           *       "other": {
           *         "views": 2,
           *         "visible_duration": [
           *           1800
           *         ]
           *       },
           *       "previous": [
           *         {
           *           "from": 1772323200,
           *           "to": 1772409600,
           *           "visible_duration": 5400
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['TimelineAnswer'];
          /**
           * @example {"from":1772409600,"to":1772496000,"partial":false,"running":false,"view":"/view/weather","visible_duration":7200}
           *     {"from":1772409600,"to":1772496000,"partial":false,"running":false,"view":null,"visible_duration":1800}
           */
          'application/x-ndjson': string;
          /**
           * @example from,from_epoch,to,to_epoch,partial,running,view,visible_duration
           *     2026-03-02 00:00:00,1772409600,2026-03-03 00:00:00,1772496000,false,false,/view/weather,7200
           *     2026-03-02 00:00:00,1772409600,2026-03-03 00:00:00,1772496000,false,false,,1800
           */
          'text/csv': string;
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  getUnused: {
    parameters: {
      query?: {
        /** @description CSV only. true: the file begins with a byte order mark, without which Excel misreads UTF-8. */
        bom?: boolean;
        /** @description What the window is compared with: the days before, the same days of an earlier month or year, the same weekdays of earlier weeks, or nothing. */
        compare?: 'previous' | 'month' | 'year' | 'weekdays' | 'none';
        /** @description CSV only. comma: numbers have a decimal comma, and semicolons separate the columns. */
        decimal?: 'point' | 'comma';
        /** @description The format of the answer. Default: what the header Accept prefers, or else json. */
        format?: 'json' | 'csv' | 'ndjson';
        /** @description Epoch seconds, snapped outward to 15 minutes. Default: seven days before `to`. */
        from?: number;
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        groups?: string[];
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        'groups[]'?: string[];
        /** @description A view or tab counts as left at once if the median length of its visits is under this, in seconds. */
        left_within?: number;
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        not_groups?: string[];
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        'not_groups[]'?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        not_usernames?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        'not_usernames[]'?: string[];
        /** @description Epoch seconds, exclusive. Default: now. */
        to?: number;
        /** @description IANA time zone of the calendar: of the buckets and of the previous window. In CSV, also of the times. */
        tz?: string;
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        usernames?: string[];
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        'usernames[]'?: string[];
        /** @description Only this view. */
        view?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "window": {
           *         "from": 1772409600,
           *         "to": 1772496000
           *       },
           *       "previous_window": {
           *         "from": 1772323200,
           *         "to": 1772409600
           *       },
           *       "tz": "Europe/Paris",
           *       "unused_views": [
           *         {
           *           "view": "/administration"
           *         }
           *       ],
           *       "unused_tabs": [
           *         {
           *           "view": "/view/weather",
           *           "tab": "tab_archive"
           *         }
           *       ],
           *       "left_within": 5,
           *       "left_at_once": [
           *         {
           *           "view": "/view/weather",
           *           "tab": "tab_legend",
           *           "visits": 12,
           *           "mean_visit_duration": 4.2,
           *           "median_visit_duration": 3.158,
           *           "p95_visit_duration": 9.5
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['UnusedAnswer'];
          /**
           * @example {"finding":"unused_view","view":"/administration","tab":null,"visits":0,"mean_visit_duration":null,"median_visit_duration":null,"p95_visit_duration":null}
           *     {"finding":"unused_tab","view":"/view/weather","tab":"tab_archive","visits":0,"mean_visit_duration":null,"median_visit_duration":null,"p95_visit_duration":null}
           *     {"finding":"left_at_once","view":"/view/weather","tab":"tab_legend","visits":12,"mean_visit_duration":4.2,"median_visit_duration":3.158,"p95_visit_duration":9.5}
           */
          'application/x-ndjson': string;
          /**
           * @example finding,view,tab,visits,mean_visit_duration,median_visit_duration,p95_visit_duration
           *     unused_view,/administration,,0,,,
           *     unused_tab,/view/weather,tab_archive,0,,,
           *     left_at_once,/view/weather,tab_legend,12,4.2,3.158,9.5
           */
          'text/csv': string;
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  rankUsers: {
    parameters: {
      query?: {
        /** @description CSV only. true: the file begins with a byte order mark, without which Excel misreads UTF-8. */
        bom?: boolean;
        /** @description What the window is compared with: the days before, the same days of an earlier month or year, the same weekdays of earlier weeks, or nothing. */
        compare?: 'previous' | 'month' | 'year' | 'weekdays' | 'none';
        /** @description next_cursor of the previous page; all other parameters must stay the same. */
        cursor?: string;
        /** @description CSV only. comma: numbers have a decimal comma, and semicolons separate the columns. */
        decimal?: 'point' | 'comma';
        /** @description The format of the answer. Default: what the header Accept prefers, or else json. */
        format?: 'json' | 'csv' | 'ndjson';
        /** @description Epoch seconds, snapped outward to 15 minutes. Default: seven days before `to`. */
        from?: number;
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        groups?: string[];
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        'groups[]'?: string[];
        /** @description The number of users on a page. Without it, a file has all users. */
        limit?: number;
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        not_groups?: string[];
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        'not_groups[]'?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        not_usernames?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        'not_usernames[]'?: string[];
        /** @description The direction. Default: desc; with sort username, asc. */
        order?: 'asc' | 'desc';
        /** @description A text anywhere in the username, whatever case and accents. */
        search?: string;
        /** @description What the ranking is ordered by. */
        sort?: 'visible_duration' | 'visits' | 'username';
        /** @description Epoch seconds, exclusive. Default: now. */
        to?: number;
        /** @description IANA time zone of the calendar: of the buckets and of the previous window. In CSV, also of the times. */
        tz?: string;
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        usernames?: string[];
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        'usernames[]'?: string[];
        /** @description Only this view. */
        view?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "window": {
           *         "from": 1772409600,
           *         "to": 1772496000
           *       },
           *       "previous_window": {
           *         "from": 1772323200,
           *         "to": 1772409600
           *       },
           *       "tz": "Europe/Paris",
           *       "users": [
           *         {
           *           "username": "anna",
           *           "rank": 1,
           *           "visible_duration": 3600,
           *           "share": 0.5,
           *           "visits": 14,
           *           "sessions": 3,
           *           "last_seen": 1772495100,
           *           "top_view": "/view/weather",
           *           "previous_visible_duration": 2700
           *         }
           *       ],
           *       "total": 4,
           *       "next_cursor": "WyJ2aXNpYmxlX2R1cmF0aW9uIGRlc2MgIiwiYW5uYSIsMzYwMDAwMCwxNF0"
           *     }
           */
          'application/json': components['schemas']['UserRankingAnswer'];
          /** @example {"rank":1,"username":"anna","visible_duration":3600,"share":0.5,"visits":14,"sessions":3,"last_seen":1772495100,"top_view":"/view/weather","previous_visible_duration":2700} */
          'application/x-ndjson': string;
          /**
           * @example rank,username,visible_duration,share,visits,sessions,last_seen,last_seen_epoch,top_view,previous_visible_duration
           *     1,anna,3600,0.5,14,3,2026-03-02 23:45:00,1772495100,/view/weather,2700
           */
          'text/csv': string;
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  getViews: {
    parameters: {
      query?: {
        /** @description CSV only. true: the file begins with a byte order mark, without which Excel misreads UTF-8. */
        bom?: boolean;
        /** @description What the window is compared with: the days before, the same days of an earlier month or year, the same weekdays of earlier weeks, or nothing. */
        compare?: 'previous' | 'month' | 'year' | 'weekdays' | 'none';
        /** @description CSV only. comma: numbers have a decimal comma, and semicolons separate the columns. */
        decimal?: 'point' | 'comma';
        /** @description The format of the answer. Default: what the header Accept prefers, or else json. */
        format?: 'json' | 'csv' | 'ndjson';
        /** @description Epoch seconds, snapped outward to 15 minutes. Default: seven days before `to`. */
        from?: number;
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        groups?: string[];
        /** @description Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without []. */
        'groups[]'?: string[];
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        not_groups?: string[];
        /** @description Not the people who are now in at least one of these groups; the parameter may be repeated, with or without []. */
        'not_groups[]'?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        not_usernames?: string[];
        /** @description Not these exact usernames; the parameter may be repeated, with or without []. */
        'not_usernames[]'?: string[];
        /** @description Epoch seconds, exclusive. Default: now. */
        to?: number;
        /** @description IANA time zone of the calendar: of the buckets and of the previous window. In CSV, also of the times. */
        tz?: string;
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        usernames?: string[];
        /** @description Only these exact usernames; the parameter may be repeated, with or without []. */
        'usernames[]'?: string[];
        /** @description Only this view. */
        view?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "window": {
           *         "from": 1772409600,
           *         "to": 1772496000
           *       },
           *       "previous_window": {
           *         "from": 1772323200,
           *         "to": 1772409600
           *       },
           *       "tz": "Europe/Paris",
           *       "views": [
           *         {
           *           "view": "/view/weather",
           *           "visible_duration": 7200,
           *           "share": 1,
           *           "visits": 31,
           *           "users": 4,
           *           "here_now": 2,
           *           "mean_visit_duration": 232.258,
           *           "median_visit_duration": 190.872,
           *           "p95_visit_duration": 574.1,
           *           "previous_visible_duration": 5400,
           *           "tabs": [
           *             {
           *               "tab": "tab_map",
           *               "visible_duration": 7200,
           *               "visits": 31,
           *               "mean_visit_duration": 232.258,
           *               "median_visit_duration": 190.872,
           *               "p95_visit_duration": 574.1
           *             }
           *           ]
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['ViewsAnswer'];
          /** @example {"view":"/view/weather","tab":"tab_map","visible_duration":7200,"visits":31,"mean_visit_duration":232.258,"median_visit_duration":190.872,"p95_visit_duration":574.1,"view_visible_duration":7200,"view_share":1,"view_visits":31,"view_users":4,"view_here_now":2,"view_previous_visible_duration":5400} */
          'application/x-ndjson': string;
          /**
           * @example view,tab,visible_duration,visits,mean_visit_duration,median_visit_duration,p95_visit_duration,view_visible_duration,view_share,view_visits,view_users,view_here_now,view_previous_visible_duration
           *     /view/weather,tab_map,7200,31,232.258,190.872,574.1,7200,1,31,4,2,5400
           */
          'text/csv': string;
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  getTracker: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "version": "0.1.0",
           *       "path": "/tracker-0.1.0-9f86d081884c.js",
           *       "integrity": "sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC"
           *     }
           */
          'application/json': components['schemas']['TrackerAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description The tracker is not built */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "The tracker is not built"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  listUsers: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "users": [
           *         {
           *           "username": "bob",
           *           "role": "analyst",
           *           "created_at": 1772442000,
           *           "second_factor": false
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['UsersAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  createUser: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "username": "bob",
         *       "role": "analyst"
         *     }
         */
        'application/json': components['schemas']['CreateUserBody'];
      };
    };
    responses: {
      /** @description Done. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "username": "bob",
           *       "role": "analyst",
           *       "created_at": 1772442000,
           *       "second_factor": false,
           *       "password": "kQ4v-Zr8w-Hn2t"
           *     }
           */
          'application/json': components['schemas']['UserWithPasswordAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      /** @description There is a user of this name already */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "There is a user of this name already"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      413: components['responses']['BodyTooLarge'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  removeUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The user. */
        username: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description There is no user of this name */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "There is no user of this name"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      408: components['responses']['RequestTimeout'];
      /** @description This is the only admin: create another one first */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "This is the only admin: create another one first"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      413: components['responses']['BodyTooLarge'];
      414: components['responses']['PathTooLong'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  changeUserRole: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The user. */
        username: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "role": "admin"
         *     }
         */
        'application/json': components['schemas']['ChangeRoleBody'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "username": "bob",
           *       "role": "admin",
           *       "created_at": 1772442000,
           *       "second_factor": false
           *     }
           */
          'application/json': components['schemas']['UserAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description There is no user of this name */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "There is no user of this name"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      408: components['responses']['RequestTimeout'];
      /** @description This is the only admin: create another one first */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "This is the only admin: create another one first"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      413: components['responses']['BodyTooLarge'];
      414: components['responses']['PathTooLong'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  endUserLogins: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The user. */
        username: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description There is no user of this name */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "There is no user of this name"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      414: components['responses']['PathTooLong'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  resetUserPassword: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The user. */
        username: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "username": "bob",
           *       "role": "analyst",
           *       "created_at": 1772442000,
           *       "second_factor": false,
           *       "password": "kQ4v-Zr8w-Hn2t"
           *     }
           */
          'application/json': components['schemas']['UserWithPasswordAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description There is no user of this name */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "There is no user of this name"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      408: components['responses']['RequestTimeout'];
      413: components['responses']['BodyTooLarge'];
      414: components['responses']['PathTooLong'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  removeUserSecondFactor: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The user. */
        username: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description There is no user of this name */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "There is no user of this name"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      408: components['responses']['RequestTimeout'];
      /** @description This user has no second factor */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "This user has no second factor"
           *     }
           */
          'application/json': components['schemas']['ErrorAnswer'];
        };
      };
      413: components['responses']['BodyTooLarge'];
      414: components['responses']['PathTooLong'];
      415: components['responses']['NotJson'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  getLiveness: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "status": "ok"
           *     }
           */
          'application/json': components['schemas']['HealthAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  getReadiness: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "status": "ok"
           *     }
           */
          'application/json': components['schemas']['HealthAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['MisdirectedRequest'];
      429: components['responses']['TooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  getSessionData: {
    parameters: {
      query?: {
        /** @description An API key, for clients that can send no header. */
        apikey?: string;
        /** @description The same as sessionid. */
        session_id?: string;
        /** @description The session. */
        sessionid?: string;
        /** @description The same as userid. */
        user?: string;
        /** @description The user that the session belongs to. */
        userid?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "session_id": "0123456789abcdef0123456789abcdef",
           *       "data": {
           *         "theme": "dark"
           *       }
           *     }
           */
          'application/json': components['schemas']['SessmanAnswer'];
        };
      };
      400: components['responses']['SessmanBadRequest'];
      401: components['responses']['SessmanUnauthorized'];
      403: components['responses']['SessmanForbidden'];
      404: components['responses']['SessmanSessionNotFound'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['SessmanMisdirectedRequest'];
      429: components['responses']['SessmanTooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['SessmanInternalError'];
      503: components['responses']['SessmanUnavailable'];
      507: components['responses']['SessmanQuotaReached'];
    };
  };
  getSessionDataByPost: {
    parameters: {
      query?: {
        /** @description An API key, for clients that can send no header. */
        apikey?: string;
        /** @description The same as sessionid. */
        session_id?: string;
        /** @description The session. */
        sessionid?: string;
        /** @description The same as userid. */
        user?: string;
        /** @description The user that the session belongs to. */
        userid?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "sessionid": "0123456789abcdef0123456789abcdef"
         *     }
         */
        'application/json': {
          /** @description An API key, for clients that can send no header. */
          apikey?: string | null | number;
          /** @description The same as sessionid. */
          session_id?: string | null | number;
          /** @description The session. */
          sessionid?: string | null | number;
          /** @description The same as userid. */
          user?: string | null | number;
          /** @description The user that the session belongs to. */
          userid?: string | null | number;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "session_id": "0123456789abcdef0123456789abcdef",
           *       "data": {
           *         "theme": "dark"
           *       }
           *     }
           */
          'application/json': components['schemas']['SessmanAnswer'];
        };
      };
      400: components['responses']['SessmanBadRequest'];
      401: components['responses']['SessmanUnauthorized'];
      403: components['responses']['SessmanForbidden'];
      404: components['responses']['SessmanSessionNotFound'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['SessmanBodyTooLarge'];
      415: components['responses']['SessmanNotJson'];
      421: components['responses']['SessmanMisdirectedRequest'];
      429: components['responses']['SessmanTooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['SessmanInternalError'];
      503: components['responses']['SessmanUnavailable'];
      507: components['responses']['SessmanQuotaReached'];
    };
  };
  createSessionDataByGet: {
    parameters: {
      query?: {
        /** @description An API key, for clients that can send no header. */
        apikey?: string;
        /** @description The data of the session: any JSON value in the body, a text in the query. */
        data?: string;
        /** @description The same as userid. */
        user?: string;
        /** @description The user that the session belongs to. */
        userid?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "session_id": "0123456789abcdef0123456789abcdef",
           *       "data": {
           *         "theme": "dark"
           *       }
           *     }
           */
          'application/json': components['schemas']['SessmanAnswer'];
        };
      };
      400: components['responses']['SessmanBadRequest'];
      401: components['responses']['SessmanUnauthorized'];
      403: components['responses']['SessmanForbidden'];
      404: components['responses']['SessmanSessionNotFound'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['SessmanMisdirectedRequest'];
      429: components['responses']['SessmanTooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['SessmanInternalError'];
      503: components['responses']['SessmanUnavailable'];
      507: components['responses']['SessmanQuotaReached'];
    };
  };
  createSessionData: {
    parameters: {
      query?: {
        /** @description An API key, for clients that can send no header. */
        apikey?: string;
        /** @description The data of the session: any JSON value in the body, a text in the query. */
        data?: string;
        /** @description The same as userid. */
        user?: string;
        /** @description The user that the session belongs to. */
        userid?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "userid": "anna",
         *       "data": {
         *         "theme": "dark"
         *       }
         *     }
         */
        'application/json': {
          /** @description An API key, for clients that can send no header. */
          apikey?: string | null | number;
          /** @description The data of the session: any JSON value in the body, a text in the query. */
          data?: unknown;
          /** @description The same as userid. */
          user?: string | null | number;
          /** @description The user that the session belongs to. */
          userid?: string | null | number;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "session_id": "0123456789abcdef0123456789abcdef",
           *       "data": {
           *         "theme": "dark"
           *       }
           *     }
           */
          'application/json': components['schemas']['SessmanAnswer'];
        };
      };
      400: components['responses']['SessmanBadRequest'];
      401: components['responses']['SessmanUnauthorized'];
      403: components['responses']['SessmanForbidden'];
      404: components['responses']['SessmanSessionNotFound'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['SessmanBodyTooLarge'];
      415: components['responses']['SessmanNotJson'];
      421: components['responses']['SessmanMisdirectedRequest'];
      429: components['responses']['SessmanTooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['SessmanInternalError'];
      503: components['responses']['SessmanUnavailable'];
      507: components['responses']['SessmanQuotaReached'];
    };
  };
  updateSessionDataByGet: {
    parameters: {
      query?: {
        /** @description An API key, for clients that can send no header. */
        apikey?: string;
        /** @description The data of the session: any JSON value in the body, a text in the query. */
        data?: string;
        /** @description The same as sessionid. */
        session_id?: string;
        /** @description The session. */
        sessionid?: string;
        /** @description The same as userid. */
        user?: string;
        /** @description The user that the session belongs to. */
        userid?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "session_id": "0123456789abcdef0123456789abcdef",
           *       "data": {
           *         "theme": "dark"
           *       }
           *     }
           */
          'application/json': components['schemas']['SessmanAnswer'];
        };
      };
      400: components['responses']['SessmanBadRequest'];
      401: components['responses']['SessmanUnauthorized'];
      403: components['responses']['SessmanForbidden'];
      404: components['responses']['SessmanSessionNotFound'];
      408: components['responses']['RequestTimeout'];
      421: components['responses']['SessmanMisdirectedRequest'];
      429: components['responses']['SessmanTooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['SessmanInternalError'];
      503: components['responses']['SessmanUnavailable'];
      507: components['responses']['SessmanQuotaReached'];
    };
  };
  updateSessionData: {
    parameters: {
      query?: {
        /** @description An API key, for clients that can send no header. */
        apikey?: string;
        /** @description The data of the session: any JSON value in the body, a text in the query. */
        data?: string;
        /** @description The same as sessionid. */
        session_id?: string;
        /** @description The session. */
        sessionid?: string;
        /** @description The same as userid. */
        user?: string;
        /** @description The user that the session belongs to. */
        userid?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "sessionid": "0123456789abcdef0123456789abcdef",
         *       "data": {
         *         "theme": "dark"
         *       }
         *     }
         */
        'application/json': {
          /** @description An API key, for clients that can send no header. */
          apikey?: string | null | number;
          /** @description The data of the session: any JSON value in the body, a text in the query. */
          data?: unknown;
          /** @description The same as sessionid. */
          session_id?: string | null | number;
          /** @description The session. */
          sessionid?: string | null | number;
          /** @description The same as userid. */
          user?: string | null | number;
          /** @description The user that the session belongs to. */
          userid?: string | null | number;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "session_id": "0123456789abcdef0123456789abcdef",
           *       "data": {
           *         "theme": "dark"
           *       }
           *     }
           */
          'application/json': components['schemas']['SessmanAnswer'];
        };
      };
      400: components['responses']['SessmanBadRequest'];
      401: components['responses']['SessmanUnauthorized'];
      403: components['responses']['SessmanForbidden'];
      404: components['responses']['SessmanSessionNotFound'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['SessmanBodyTooLarge'];
      415: components['responses']['SessmanNotJson'];
      421: components['responses']['SessmanMisdirectedRequest'];
      429: components['responses']['SessmanTooManyRequests'];
      431: components['responses']['HeadersTooLarge'];
      500: components['responses']['SessmanInternalError'];
      503: components['responses']['SessmanUnavailable'];
      507: components['responses']['SessmanQuotaReached'];
    };
  };
}
