/* Generated from the types in libs/shared/src/contract by `npm run client`. Do not edit. */
import type * as shared from '@dwell/shared';

/** The answers of the API by their names in the OpenAPI document. */
export interface AnswerTypes {
  AnnotationAnswer: shared.AnnotationAnswer;
  AnnotationsAnswer: shared.AnnotationsAnswer;
  ApiKeyAnswer: shared.ApiKeyAnswer;
  ApiKeyWithSecretAnswer: shared.ApiKeyWithSecretAnswer;
  ApiKeysAnswer: shared.ApiKeysAnswer;
  AuditAnswer: shared.AuditAnswer;
  AuditEntryAnswer: shared.AuditEntryAnswer;
  ConcurrencyAnswer: shared.ConcurrencyAnswer;
  DistributionAnswer: shared.DistributionAnswer;
  ErrorAnswer: shared.ErrorAnswer;
  GroupAnswer: shared.GroupAnswer;
  GroupMemberAnswer: shared.GroupMemberAnswer;
  GroupMembersAnswer: shared.GroupMembersAnswer;
  GroupsAnswer: shared.GroupsAnswer;
  GroupsImportedAnswer: shared.GroupsImportedAnswer;
  HealthAnswer: shared.HealthAnswer;
  HeatmapAnswer: shared.HeatmapAnswer;
  KeepaliveAnswer: shared.KeepaliveAnswer;
  KeepalivesAnswer: shared.KeepalivesAnswer;
  LiveChangeAnswer: shared.LiveChangeAnswer;
  LiveHeartbeatAnswer: shared.LiveHeartbeatAnswer;
  LivePingAnswer: shared.LivePingAnswer;
  LiveSessionAnswer: shared.LiveSessionAnswer;
  LiveSnapshotAnswer: shared.LiveSnapshotAnswer;
  LoginAnswer: shared.LoginAnswer;
  LoginRefusedAnswer: shared.LoginRefusedAnswer;
  LoginsAnswer: shared.LoginsAnswer;
  MeAnswer: shared.MeAnswer;
  MembersChangedAnswer: shared.MembersChangedAnswer;
  PeopleAnswer: shared.PeopleAnswer;
  PersonAnswer: shared.PersonAnswer;
  PingRefusedAnswer: shared.PingRefusedAnswer;
  RecoveryCodesAnswer: shared.RecoveryCodesAnswer;
  RefusedOriginAnswer: shared.RefusedOriginAnswer;
  RefusedOriginsAnswer: shared.RefusedOriginsAnswer;
  SavedViewAnswer: shared.SavedViewAnswer;
  SavedViewsAnswer: shared.SavedViewsAnswer;
  SecondFactorAnswer: shared.SecondFactorAnswer;
  SessionAnswer: shared.SessionAnswer;
  SessionDetailAnswer: shared.SessionDetailAnswer;
  SessionHideAnswer: shared.SessionHideAnswer;
  SessionNotValidAnswer: shared.SessionNotValidAnswer;
  SessionStartAnswer: shared.SessionStartAnswer;
  SessionWithTrailAnswer: shared.SessionWithTrailAnswer;
  SessionsAnswer: shared.SessionsAnswer;
  SessmanAnswer: shared.SessmanAnswer;
  SessmanErrorAnswer: shared.SessmanErrorAnswer;
  StartedSecondFactorAnswer: shared.StartedSecondFactorAnswer;
  StretchAnswer: shared.StretchAnswer;
  SummaryAnswer: shared.SummaryAnswer;
  TimelineAnswer: shared.TimelineAnswer;
  TrackerAnswer: shared.TrackerAnswer;
  UnusedAnswer: shared.UnusedAnswer;
  UserAnswer: shared.UserAnswer;
  UserRankingAnswer: shared.UserRankingAnswer;
  UserWithPasswordAnswer: shared.UserWithPasswordAnswer;
  UsersAnswer: shared.UsersAnswer;
  ViewsAnswer: shared.ViewsAnswer;
}

/** The JSON schemas of all answers, and of the types that the answers contain. */
export const ANSWER_SCHEMAS: Readonly<Record<string, object>> = {
  AnnotationAnswer: {
    description: 'A note about a point in time, shown on the timeline.',
    type: 'object',
    required: ['id', 'at', 'text', 'author', 'created_at'],
    properties: {
      id: { description: 'Identifies the annotation.', type: 'string' },
      at: { description: 'The time that the note is about, in epoch seconds.', type: 'number' },
      text: { description: 'What happened.', type: 'string' },
      author: { description: 'The user who wrote it, and who alone can change it.', type: 'string' },
      created_at: { description: 'When it was written, in epoch seconds.', type: 'number' },
    },
  },
  AnnotationsAnswer: {
    description: 'GET /api/v2/annotations, those about the latest times first.',
    type: 'object',
    required: ['description', 'annotations'],
    properties: {
      description: { description: 'Names the answer.', type: 'string', const: 'Annotations' },
      annotations: {
        description: 'The annotations of this page.',
        type: 'array',
        items: { $ref: '#/components/schemas/AnnotationAnswer' },
      },
      next_cursor: {
        description: 'The `cursor` of the next page, if there are more annotations.',
        type: 'string',
      },
    },
  },
  ApiKeyAnswer: {
    type: 'object',
    required: [
      'id',
      'name',
      'role',
      'username',
      'session_data',
      'origins',
      'expires_at',
      'created_at',
      'created_by',
      'last_used',
    ],
    properties: {
      id: { description: 'Identifies the key. It is not secret.', type: 'string' },
      name: { description: 'What people call the key.', type: 'string' },
      role: {
        $ref: '#/components/schemas/Role',
        description:
          'The rights that the key was given. It has no more rights than the users `created_by` and `username` have.',
      },
      username: {
        description: 'The user that the key reports for. Null if each report names its user.',
        type: ['string', 'null'],
      },
      session_data: { description: 'Whether the key may use session data (sessman) too.', type: 'boolean' },
      origins: {
        description:
          'The only origins whose pages may use the key. Empty if every page and every program may use it.',
        type: 'array',
        items: { type: 'string' },
      },
      expires_at: {
        description: 'From when on the key is refused, in epoch seconds. Null if it never expires.',
        type: ['number', 'null'],
      },
      created_at: { description: 'When the key was created, in epoch seconds.', type: 'number' },
      created_by: {
        description:
          'The user whose role limits the role of the key; once this user is removed, the key can only report. Null for a key that no user limits.',
        type: ['string', 'null'],
      },
      last_used: {
        description:
          'When the key was last used, in epoch seconds. It may have been used again since, up to five seconds later. Null before its first use.',
        type: ['number', 'null'],
      },
    },
  },
  ApiKeyWithSecretAnswer: {
    description: 'Answer of POST /api/v2/api-keys. Only this answer contains the key itself.',
    type: 'object',
    required: [
      'created_at',
      'created_by',
      'expires_at',
      'id',
      'key',
      'last_used',
      'name',
      'origins',
      'role',
      'session_data',
      'username',
    ],
    properties: {
      id: { description: 'Identifies the key. It is not secret.', type: 'string' },
      name: { description: 'What people call the key.', type: 'string' },
      role: {
        $ref: '#/components/schemas/Role',
        description:
          'The rights that the key was given. It has no more rights than the users `created_by` and `username` have.',
      },
      username: {
        description: 'The user that the key reports for. Null if each report names its user.',
        type: ['string', 'null'],
      },
      session_data: { description: 'Whether the key may use session data (sessman) too.', type: 'boolean' },
      origins: {
        description:
          'The only origins whose pages may use the key. Empty if every page and every program may use it.',
        type: 'array',
        items: { type: 'string' },
      },
      expires_at: {
        description: 'From when on the key is refused, in epoch seconds. Null if it never expires.',
        type: ['number', 'null'],
      },
      created_at: { description: 'When the key was created, in epoch seconds.', type: 'number' },
      created_by: {
        description:
          'The user whose role limits the role of the key; once this user is removed, the key can only report. Null for a key that no user limits.',
        type: ['string', 'null'],
      },
      last_used: {
        description:
          'When the key was last used, in epoch seconds. It may have been used again since, up to five seconds later. Null before its first use.',
        type: ['number', 'null'],
      },
      key: { description: 'The secret that requests send, such as `dwell_…`.', type: 'string' },
    },
  },
  ApiKeysAnswer: {
    description: 'GET /api/v2/api-keys',
    type: 'object',
    required: ['api_keys'],
    properties: {
      api_keys: {
        description: 'All keys, without their secrets.',
        type: 'array',
        items: { $ref: '#/components/schemas/ApiKeyAnswer' },
      },
    },
  },
  AuditAct: {
    type: 'string',
    enum: [
      'login',
      'logout',
      'logout-everywhere',
      'end-login',
      'end-other-logins',
      'change-password',
      'turn-on-second-factor',
      'turn-off-second-factor',
      'remove-second-factor',
      'use-recovery-code',
      'renew-recovery-codes',
      'create-user',
      'change-role',
      'reset-password',
      'end-logins',
      'remove-user',
      'create-api-key',
      'remove-api-key',
      'create-group',
      'rename-group',
      'remove-group',
      'set-group-members',
      'add-group-members',
      'remove-group-members',
      'import-groups',
      'create-saved-view',
      'change-saved-view',
      'remove-saved-view',
      'create-annotation',
      'change-annotation',
      'remove-annotation',
      'create-first-admin',
      'rescue-admin',
      'refused-call',
    ],
  },
  AuditAnswer: {
    description: 'GET /api/v2/audit, the newest entry first.',
    type: 'object',
    required: ['description', 'entries'],
    properties: {
      description: { description: 'Names the answer.', type: 'string', const: 'Audit log' },
      entries: {
        description: 'The entries of this page, the newest first.',
        type: 'array',
        items: { $ref: '#/components/schemas/AuditEntryAnswer' },
      },
      next_cursor: {
        description: 'The `cursor` of the next page, if there are more entries.',
        type: 'string',
      },
    },
  },
  AuditEntryAnswer: {
    type: 'object',
    required: ['id', 'at', 'actor', 'via', 'address', 'act', 'target', 'detail', 'outcome'],
    properties: {
      id: { description: 'Identifies the entry.', type: 'string' },
      at: { description: 'When the act was done, in epoch seconds.', type: 'number' },
      actor: {
        description:
          'A username, or `key` and the id of an API key. Null if the caller did not prove who it is, or if the act was a command.',
        type: ['string', 'null'],
      },
      via: {
        description:
          "How the caller proved who it is; null if it did not. `command`: one of Dwell's commands did the act, not a call to the API.",
        type: ['string', 'null'],
        enum: ['login', 'api-key', 'jwt', 'command', null],
      },
      address: {
        description: 'The IP address of the caller; null if the act was a command.',
        type: ['string', 'null'],
      },
      act: { $ref: '#/components/schemas/AuditAct', description: 'What was done.' },
      target: {
        description:
          'The user, the group, the API key, the saved view or the annotation that the act is about; null if it is about none.',
        type: ['string', 'null'],
      },
      detail: {
        description: 'More about the act, for example the new role; null if there is nothing to add.',
        type: ['string', 'null'],
      },
      outcome: { $ref: '#/components/schemas/AuditOutcome', description: 'How the act ended.' },
    },
  },
  AuditOutcome: { type: 'string', enum: ['done', 'refused', 'failed'] },
  Bucket: { type: 'string', enum: ['hour', 'day', 'week', 'month'] },
  ConcurrencyAnswer: {
    description: 'GET /api/v2/statistics/concurrency',
    type: 'object',
    required: ['bucket', 'measure', 'peak', 'points', 'previous_window', 'tz', 'window'],
    properties: {
      window: { $ref: '#/components/schemas/TimeWindow', description: 'The window after rounding to slots.' },
      previous_window: {
        description:
          'The earlier window with which `window` is compared. Of a `window` that reaches beyond now, only the part up to now is compared, rounded up to a slot. null if nothing is compared: the query says so, `window` has not begun, or there is no time since 1970 before it.',
        anyOf: [{ $ref: '#/components/schemas/TimeWindow' }, { type: 'null' }],
      },
      tz: { description: 'IANA time zone of the calendar.', type: 'string' },
      measure: {
        description:
          'What is counted. Without a view filter it is `sessions`: those in progress at each whole minute. A session is in progress from its start to its last ping, and an active one until now. With a view filter it is `people`: the visible time on the view in each quarter of an hour, divided by the time that passed. That is how many people were on the view on average.',
        type: 'string',
        enum: ['sessions', 'people'],
      },
      bucket: {
        $ref: '#/components/schemas/ConcurrencyBucket',
        description:
          'How much time each point stands for. Hours and longer ones follow the clock and the calendar of the time zone.',
      },
      points: {
        description: 'The average and the highest number in each bucket of the window, one after another.',
        type: 'array',
        items: { $ref: '#/components/schemas/ConcurrencyPoint' },
      },
      peak: {
        description: 'The first of the moments with the highest number; null if the number is never above 0.',
        anyOf: [{ $ref: '#/components/schemas/ConcurrencyPeak' }, { type: 'null' }],
      },
    },
  },
  ConcurrencyBucket: { type: 'string', enum: ['minute', 'hour', 'day', 'week', 'month'] },
  ConcurrencyPeak: {
    type: 'object',
    required: ['at', 'value'],
    properties: {
      at: {
        description:
          'When the minute begins, in epoch seconds; for `people`, when the quarter of an hour begins.',
        type: 'number',
      },
      value: {
        description: 'The highest number of sessions or people; `measure` says which.',
        type: 'number',
      },
    },
  },
  ConcurrencyPoint: {
    type: 'object',
    required: ['from', 'max', 'mean', 'partial', 'running', 'to'],
    properties: {
      from: { description: 'The beginning, in epoch seconds.', type: 'number' },
      to: { description: 'The end, in epoch seconds, which is not part of the window.', type: 'number' },
      partial: {
        description:
          'Whether the bucket is not whole: the window cuts it, or its calendar end is still to come.',
        type: 'boolean',
      },
      running: {
        description: 'Whether `to` is still to come, so that the figures can grow.',
        type: 'boolean',
      },
      mean: {
        description:
          'The average number of sessions or people in the bucket so far; null for a bucket that is still to come.',
        type: ['number', 'null'],
      },
      max: {
        description:
          'The highest number of sessions or people in the bucket so far; null for a bucket that is still to come.',
        type: ['number', 'null'],
      },
    },
  },
  DistributionAnswer: {
    description: 'GET /api/v2/statistics/distribution: visits by length.',
    type: 'object',
    required: [
      'buckets',
      'mean_visit_duration',
      'median_visit_duration',
      'p95_visit_duration',
      'previous_window',
      'relative_error',
      'tz',
      'visits',
      'window',
    ],
    properties: {
      mean_visit_duration: {
        description: 'The mean length of a visit, in seconds; null without visits.',
        type: ['number', 'null'],
      },
      median_visit_duration: {
        description:
          'The median length of a visit, in seconds, with a relative error of at most 5 %; null without visits.',
        type: ['number', 'null'],
      },
      p95_visit_duration: {
        description:
          'The length that 95 % of the visits do not exceed, in seconds, with a relative error of at most 5 %; null without visits.',
        type: ['number', 'null'],
      },
      window: { $ref: '#/components/schemas/TimeWindow', description: 'The window after rounding to slots.' },
      previous_window: {
        description:
          'The earlier window with which `window` is compared. Of a `window` that reaches beyond now, only the part up to now is compared, rounded up to a slot. null if nothing is compared: the query says so, `window` has not begun, or there is no time since 1970 before it.',
        anyOf: [{ $ref: '#/components/schemas/TimeWindow' }, { type: 'null' }],
      },
      tz: { description: 'IANA time zone of the calendar.', type: 'string' },
      visits: { description: 'The number of visits that began in the window.', type: 'integer' },
      relative_error: {
        description: 'The greatest relative error of the median and of the 95th percentile.',
        type: 'number',
      },
      buckets: {
        description:
          'From the shortest visits to the longest. Empty buckets that lie between two others are listed too.',
        type: 'array',
        items: { $ref: '#/components/schemas/DistributionBucket' },
      },
    },
  },
  DistributionBucket: {
    type: 'object',
    required: ['after', 'up_to', 'visits'],
    properties: {
      after: { description: 'The lengths in this bucket are greater than this, in seconds.', type: 'number' },
      up_to: { description: 'The lengths in this bucket are at most this, in seconds.', type: 'number' },
      visits: { description: 'The number of visits with a length in this bucket.', type: 'integer' },
    },
  },
  ErrorAnswer: {
    description: 'Every error answer under /api.',
    type: 'object',
    required: ['statusCode', 'error', 'message'],
    properties: {
      statusCode: { description: 'The HTTP status.', type: 'integer' },
      error: { description: 'The status in words, for example `Bad Request`.', type: 'string' },
      message: { description: 'What went wrong, in words.', type: 'string' },
      errors: {
        description: 'The fields that were rejected, if the error is about fields.',
        type: 'array',
        items: { $ref: '#/components/schemas/FieldError' },
      },
      reason: {
        description:
          'Tells apart errors of one status. `code_required`, `code_wrong`: of a login whose password is right, and whose user has a second factor. `must_change_password`: somebody else has set the password, and it must be changed first.',
        type: 'string',
        enum: ['code_required', 'code_wrong', 'must_change_password'],
      },
    },
  },
  FieldError: {
    description: 'One rejected field of a request.',
    type: 'object',
    required: ['field', 'message'],
    properties: {
      field: {
        description: "The field's name. Names of nested fields and indexes of arrays follow a dot: `path.1`.",
        type: 'string',
      },
      message: {
        description: 'What is wrong with the field, in words that follow its name: `must be a number`.',
        type: 'string',
      },
    },
  },
  Figures: {
    type: 'object',
    required: [
      'mean_visit_duration',
      'median_visit_duration',
      'p95_visit_duration',
      'sessions',
      'users',
      'views',
      'visible_duration',
      'visits',
    ],
    properties: {
      mean_visit_duration: {
        description: 'The mean length of a visit, in seconds; null without visits.',
        type: ['number', 'null'],
      },
      median_visit_duration: {
        description:
          'The median length of a visit, in seconds, with a relative error of at most 5 %; null without visits.',
        type: ['number', 'null'],
      },
      p95_visit_duration: {
        description:
          'The length that 95 % of the visits do not exceed, in seconds, with a relative error of at most 5 %; null without visits.',
        type: ['number', 'null'],
      },
      visible_duration: { description: 'The visible time in the window, in seconds.', type: 'number' },
      visits: {
        description: 'The number of visits (stays on one view and tab) that began in the window.',
        type: 'integer',
      },
      users: {
        description: 'The number of distinct users with visible time in the window.',
        type: 'integer',
      },
      views: {
        description: 'The number of distinct views with visible time in the window.',
        type: 'integer',
      },
      sessions: {
        description:
          'The number of sessions that overlap the window; with `view`, those of them that were ever on the view, also outside the window.',
        type: 'integer',
      },
    },
  },
  GroupAnswer: {
    description: 'A named set of users.',
    type: 'object',
    required: ['name', 'created_at', 'members'],
    properties: {
      name: { description: 'The name of the group.', type: 'string' },
      created_at: { description: 'When the group was created, in epoch seconds.', type: 'number' },
      members: { description: 'How many people are in the group, whoever put them there.', type: 'integer' },
    },
  },
  GroupMemberAnswer: {
    description: 'A person in a group.',
    type: 'object',
    required: ['username', 'sources'],
    properties: {
      username: { description: 'The person.', type: 'string' },
      sources: {
        description: "Who put the person into the group: an admin, the person's token, or both.",
        type: 'array',
        items: { $ref: '#/components/schemas/MembershipSource' },
      },
    },
  },
  GroupMembersAnswer: {
    description: 'GET /api/v2/groups/{name}/members, by username.',
    type: 'object',
    required: ['description', 'members'],
    properties: {
      description: { description: 'Names the answer.', type: 'string', const: 'Group members' },
      members: {
        description: 'The members of this page.',
        type: 'array',
        items: { $ref: '#/components/schemas/GroupMemberAnswer' },
      },
      next_cursor: {
        description: 'The `cursor` of the next page, if there are more members.',
        type: 'string',
      },
    },
  },
  GroupsAnswer: {
    description: 'GET /api/v2/groups, by name.',
    type: 'object',
    required: ['description', 'groups'],
    properties: {
      description: { description: 'Names the answer.', type: 'string', const: 'Groups' },
      groups: {
        description: 'The groups of this page.',
        type: 'array',
        items: { $ref: '#/components/schemas/GroupAnswer' },
      },
      next_cursor: {
        description: 'The `cursor` of the next page, if there are more groups.',
        type: 'string',
      },
    },
  },
  GroupsImportedAnswer: {
    description: 'POST /api/v2/groups/import. What the import did.',
    type: 'object',
    required: ['added', 'created', 'removed'],
    properties: {
      added: {
        description: 'How many members were added. An import counts a person once for each group.',
        type: 'integer',
      },
      removed: { description: 'How many members were removed.', type: 'integer' },
      created: { description: 'How many groups were created.', type: 'integer' },
    },
  },
  HealthAnswer: {
    description: 'GET /healthz and GET /readyz',
    type: 'object',
    required: ['status'],
    properties: {
      status: {
        description: 'Always `ok`: a server that is not ready answers with an error instead.',
        type: 'string',
        const: 'ok',
      },
    },
  },
  HeatmapAnswer: {
    description: 'GET /api/v2/statistics/heatmap',
    type: 'object',
    required: ['cells', 'previous_window', 'tz', 'window'],
    properties: {
      window: { $ref: '#/components/schemas/TimeWindow', description: 'The window after rounding to slots.' },
      previous_window: {
        description:
          'The earlier window with which `window` is compared. Of a `window` that reaches beyond now, only the part up to now is compared, rounded up to a slot. null if nothing is compared: the query says so, `window` has not begun, or there is no time since 1970 before it.',
        anyOf: [{ $ref: '#/components/schemas/TimeWindow' }, { type: 'null' }],
      },
      tz: { description: 'IANA time zone of the calendar.', type: 'string' },
      cells: {
        description: "All 168 hours of the week in the query's time zone, beginning with Monday.",
        type: 'array',
        items: { $ref: '#/components/schemas/HeatmapCell' },
      },
    },
  },
  HeatmapCell: {
    description: 'One hour of the week.',
    type: 'object',
    required: ['weekday', 'hour', 'visible_duration', 'visits', 'elapsed', 'mean_people'],
    properties: {
      weekday: { description: 'The day of the week: 1 is Monday, 7 is Sunday.', type: 'integer' },
      hour: { description: 'The hour of the day, from 0 to 23.', type: 'integer' },
      visible_duration: {
        description: 'The visible time in this hour of the week, in seconds.',
        type: 'number',
      },
      visits: { description: 'The number of visits that began in this hour.', type: 'integer' },
      elapsed: {
        description: 'How much time of the window lay in this hour of the week so far, in seconds.',
        type: 'number',
      },
      mean_people: {
        description:
          'How many people looked on average: `visible_duration` ÷ `elapsed`. null if no time has passed.',
        type: ['number', 'null'],
      },
    },
  },
  KeepaliveAnswer: {
    type: 'object',
    required: ['description', 'time', 'visible', 'paths'],
    properties: {
      description: { description: 'Names the answer.', type: 'string', const: 'Session keepalive' },
      time: {
        description: "The session's last_ping after this keepalive, in epoch seconds.",
        type: 'number',
      },
      visible: { description: 'Whether the page is visible, as the keepalive said.', type: 'boolean' },
      paths: {
        $ref: '#/components/schemas/WirePath',
        description: 'The path of the ping, as an array or as the older string, whichever the client sent.',
      },
    },
  },
  KeepalivesAnswer: {
    description: 'POST /api/v2/keepalives',
    type: 'object',
    required: ['description', 'results'],
    properties: {
      description: { description: 'Names the answer.', type: 'string', const: 'Keepalives' },
      results: {
        description: 'The outcome of each item, in the order of the items.',
        type: 'array',
        items: {
          anyOf: [
            { $ref: '#/components/schemas/RecordedItem' },
            { $ref: '#/components/schemas/RefusedItem' },
          ],
        },
      },
    },
  },
  LeftTab: {
    type: 'object',
    required: ['mean_visit_duration', 'median_visit_duration', 'p95_visit_duration', 'tab', 'view', 'visits'],
    properties: {
      mean_visit_duration: {
        description: 'The mean length of a visit, in seconds; null without visits.',
        type: ['number', 'null'],
      },
      median_visit_duration: {
        description:
          'The median length of a visit, in seconds, with a relative error of at most 5 %; null without visits.',
        type: ['number', 'null'],
      },
      p95_visit_duration: {
        description:
          'The length that 95 % of the visits do not exceed, in seconds, with a relative error of at most 5 %; null without visits.',
        type: ['number', 'null'],
      },
      view: { description: 'The view.', type: 'string' },
      tab: { description: "The tab; null for the view's time without a tab.", type: ['string', 'null'] },
      visits: {
        description: 'The number of visits to this view and tab that began in the window.',
        type: 'integer',
      },
    },
  },
  LiveChangeAnswer: {
    description:
      'The data of the event `change` of GET /api/v2/live: what has changed since the event before.',
    type: 'object',
    required: ['time', 'changed', 'pinged', 'gone'],
    properties: {
      time: { description: "The server's time, in epoch seconds.", type: 'number' },
      changed: {
        description: 'Sessions that are new, or in which more than the last ping has changed.',
        type: 'array',
        items: { $ref: '#/components/schemas/LiveSessionAnswer' },
      },
      pinged: {
        description: 'Sessions in which only the last ping has changed.',
        type: 'array',
        items: { $ref: '#/components/schemas/LivePingAnswer' },
      },
      gone: {
        description: 'The ids of sessions that have ended, or that the filters no longer admit.',
        type: 'array',
        items: { type: 'string' },
      },
    },
  },
  LiveHeartbeatAnswer: {
    description: 'The data of the event `heartbeat` of GET /api/v2/live: the stream is alive.',
    type: 'object',
    required: ['time'],
    properties: { time: { description: "The server's time, in epoch seconds.", type: 'number' } },
  },
  LivePingAnswer: {
    description: 'A session in which only the last ping has changed.',
    type: 'object',
    required: ['_id', 'last_ping'],
    properties: {
      _id: { description: 'Identifies the session.', type: 'string' },
      last_ping: { description: 'When the last ping came, in epoch seconds.', type: 'number' },
    },
  },
  LivePlace: {
    description: 'A view and tab on which a session is.',
    type: 'object',
    required: ['view', 'tab', 'visible', 'since'],
    properties: {
      view: { description: 'The view.', type: 'string' },
      tab: { description: 'The tab. Null on the view itself.', type: ['string', 'null'] },
      visible: { description: 'Whether the view and tab are visible at this moment.', type: 'boolean' },
      since: {
        description:
          'Since when the session has been on this view and tab with this visibility, in epoch seconds.',
        type: 'number',
      },
    },
  },
  LiveSessionAnswer: {
    description: 'An active session.',
    type: 'object',
    required: ['_id', 'id_beaker_session', 'username', 'start', 'places', 'last_ping'],
    properties: {
      _id: { description: 'Identifies the session.', type: 'string' },
      id_beaker_session: { description: 'Base64 of `username_client`.', type: 'string' },
      username: { description: 'The user.', type: 'string' },
      start: { description: 'When the session started, in epoch seconds.', type: 'number' },
      places: {
        description:
          'The views and tabs that are open: each at most once as visible and once as hidden. Empty if the session has only been started, or if its pings had no page_id and were all hidden.',
        type: 'array',
        items: { $ref: '#/components/schemas/LivePlace' },
      },
      last_ping: {
        description: "When the last ping came, in epoch seconds. The session's start if none has come yet.",
        type: 'number',
      },
    },
  },
  LiveSnapshotAnswer: {
    description:
      'The data of the event `snapshot` of GET /api/v2/live. It replaces whatever the client knows.',
    type: 'object',
    required: ['time', 'sessions'],
    properties: {
      time: { description: "The server's time, in epoch seconds.", type: 'number' },
      sessions: {
        description: 'All active sessions that the filters admit.',
        type: 'array',
        items: { $ref: '#/components/schemas/LiveSessionAnswer' },
      },
    },
  },
  LoginAnswer: {
    description: 'One login of a user.',
    type: 'object',
    required: ['id', 'created_at', 'last_used_at', 'address', 'device', 'current'],
    properties: {
      id: {
        description:
          'The id to give when this login is to be ended. It is not secret. It stays the same when a user who is still logged in on a device logs in again there.',
        type: 'string',
      },
      created_at: { description: 'When the user logged in, in epoch seconds.', type: 'number' },
      last_used_at: {
        description:
          'When the login was last used, in epoch seconds. It may have been used again since, up to five minutes later.',
        type: 'number',
      },
      address: {
        description: 'The IP address that the login was made from. Null for logins of older versions.',
        type: ['string', 'null'],
      },
      device: {
        description:
          'The browser and the system that the login was made with, for example `Firefox on Windows`. Null if unknown.',
        type: ['string', 'null'],
      },
      current: { description: 'Whether the request was made with this login.', type: 'boolean' },
    },
  },
  LoginRefusedAnswer: {
    description: 'The answer of POST /api/v2/auth/login if it is 401.',
    type: 'object',
    required: ['error', 'message', 'statusCode'],
    properties: {
      statusCode: { description: 'The HTTP status.', type: 'integer' },
      error: { description: 'The status in words, for example `Bad Request`.', type: 'string' },
      message: { description: 'What went wrong, in words.', type: 'string' },
      errors: {
        description: 'The fields that were rejected, if the error is about fields.',
        type: 'array',
        items: { $ref: '#/components/schemas/FieldError' },
      },
      reason: {
        description:
          'Present if the password is right, and the user has a second factor: the code is missing or wrong.',
        type: 'string',
        enum: ['code_required', 'code_wrong'],
      },
    },
  },
  LoginsAnswer: {
    description: 'GET /api/v2/auth/logins',
    type: 'object',
    required: ['count', 'logins'],
    properties: {
      count: { description: 'The number of logins, also of those that are not listed.', type: 'integer' },
      logins: {
        description:
          'The login that made the request comes first, then the others, the latest used one first.',
        type: 'array',
        items: { $ref: '#/components/schemas/LoginAnswer' },
      },
    },
  },
  MeAnswer: {
    description: 'GET /api/v2/auth/me',
    type: 'object',
    required: ['role', 'via'],
    properties: {
      username: { description: 'The user. Missing for a key that is not bound to a user.', type: 'string' },
      role: { $ref: '#/components/schemas/Role', description: 'The rights of the caller.' },
      via: {
        description: 'How the caller proved who it is.',
        type: 'string',
        enum: ['login', 'api-key', 'jwt'],
      },
      must_change_password: {
        description:
          'Present if the user must change the password. Until then, every other call that needs a login is a 403, except POST /api/v2/auth/password.',
        type: 'boolean',
        const: true,
      },
    },
  },
  MembersChangedAnswer: {
    description: 'What a change did to the members whom admins put into groups.',
    type: 'object',
    required: ['added', 'removed'],
    properties: {
      added: {
        description: 'How many members were added. An import counts a person once for each group.',
        type: 'integer',
      },
      removed: { description: 'How many members were removed.', type: 'integer' },
    },
  },
  MembershipSource: { type: 'string', enum: ['admin', 'token'] },
  OtherSeries: {
    description: 'All views that have no series of their own.',
    type: 'object',
    required: ['views', 'visible_duration'],
    properties: {
      views: { description: 'How many views have no series of their own.', type: 'integer' },
      visible_duration: {
        description: 'The visible time on all these views together in each bucket, in seconds.',
        type: 'array',
        items: { type: 'number' },
      },
    },
  },
  Path: {
    description: 'What the user looks at: a view, and the tab that is open in it if the view has tabs.',
    anyOf: [
      {
        type: 'array',
        minItems: 1,
        maxItems: 1,
        prefixItems: [{ type: 'string', title: 'view' }],
        items: false,
      },
      {
        type: 'array',
        minItems: 2,
        maxItems: 2,
        prefixItems: [
          { type: 'string', title: 'view' },
          { type: 'string', title: 'tab' },
        ],
        items: false,
      },
    ],
  },
  PeopleAnswer: {
    description:
      'GET /api/v2/people. First come those whose names begin with the search, in the order of their names, and then all others, in that order too.',
    type: 'object',
    required: ['description', 'people'],
    properties: {
      description: { description: 'Names the answer.', type: 'string', const: 'People' },
      people: {
        description: 'The people of this page.',
        type: 'array',
        items: { $ref: '#/components/schemas/PersonAnswer' },
      },
      next_cursor: {
        description: 'The `cursor` of the next page, if there are more people.',
        type: 'string',
      },
    },
  },
  PersonAnswer: {
    type: 'object',
    required: ['username', 'last_seen'],
    properties: {
      username: { description: "The name under which the user's sessions are recorded.", type: 'string' },
      last_seen: {
        description: "The latest last ping of the user's sessions, in epoch seconds. Never later than now.",
        type: 'number',
      },
    },
  },
  PingRefusedAnswer: {
    description: 'The 400 of a ping: the request is not valid, or there is no active session.',
    anyOf: [
      { $ref: '#/components/schemas/ErrorAnswer' },
      { $ref: '#/components/schemas/SessionNotValidAnswer' },
    ],
  },
  PreviousBucket: {
    description: 'A bucket of the previous window.',
    type: 'object',
    required: ['from', 'to', 'visible_duration'],
    properties: {
      from: { description: 'The beginning, in epoch seconds.', type: 'number' },
      to: { description: 'The end, in epoch seconds, which is not part of the window.', type: 'number' },
      visible_duration: {
        description: 'The visible time on all views, in seconds. If the query has a `view`: on this view.',
        type: 'number',
      },
    },
  },
  RankedUser: {
    type: 'object',
    required: [
      'username',
      'rank',
      'visible_duration',
      'share',
      'visits',
      'sessions',
      'last_seen',
      'top_view',
      'previous_visible_duration',
    ],
    properties: {
      username: { description: 'The user.', type: 'string' },
      rank: {
        description: 'The place in the whole ranking in this order, from 1, whatever the search.',
        type: 'integer',
      },
      visible_duration: { description: "The user's visible time in the window, in seconds.", type: 'number' },
      share: {
        description: "The user's part of the visible time of all users in the whole ranking, from 0 to 1.",
        type: 'number',
      },
      visits: { description: "The number of the user's visits that began in the window.", type: 'integer' },
      sessions: {
        description:
          'The number of sessions that overlap the window; with `view`, those of them that were ever on the view.',
        type: 'integer',
      },
      last_seen: {
        description:
          "The time of the user's last ping in any session, in epoch seconds. Never later than now.",
        type: 'number',
      },
      top_view: {
        description: "The view with the user's most time in the window; null without time.",
        type: ['string', 'null'],
      },
      previous_visible_duration: {
        description: "The user's time in the previous window, in seconds. null without a previous window.",
        type: ['number', 'null'],
      },
    },
  },
  RecordedItem: {
    description:
      'The outcome of an item that is recorded, or of a session-hide that is ignored because no session is active.',
    type: 'object',
    required: ['statusCode', 'time'],
    properties: {
      statusCode: {
        description: 'The HTTP status that the item would have as a call of its own.',
        type: 'number',
        const: 200,
      },
      time: {
        description:
          "The session's last_ping after this item; for an ignored session-hide, when the item arrived. In epoch seconds.",
        type: 'number',
      },
    },
  },
  RecoveryCodesAnswer: {
    description: 'Only this answer contains the codes.',
    type: 'object',
    required: ['recovery_codes'],
    properties: {
      recovery_codes: {
        description: 'Ten codes. Each one is accepted once, in place of a code of the app.',
        type: 'array',
        items: { type: 'string' },
      },
    },
  },
  RefusedItem: {
    description:
      'The outcome of an item that is not recorded: what the item would be answered as a call of its own.',
    type: 'object',
    required: ['error', 'message', 'statusCode'],
    properties: {
      statusCode: { description: 'The HTTP status.', type: 'integer' },
      error: { description: 'The status in words, for example `Bad Request`.', type: 'string' },
      message: { description: 'What went wrong, in words.', type: 'string' },
      errors: {
        description: 'The fields that were rejected, if the error is about fields.',
        type: 'array',
        items: { $ref: '#/components/schemas/FieldError' },
      },
      reason: {
        description:
          'Tells apart errors of one status. `code_required`, `code_wrong`: of a login whose password is right, and whose user has a second factor. `must_change_password`: somebody else has set the password, and it must be changed first.',
        type: 'string',
        enum: ['code_required', 'code_wrong', 'must_change_password'],
      },
      description: {
        description: 'With this text, the item has no active session: a session must be started first.',
        type: 'string',
        const: 'Session Not Valid',
      },
      name: { description: 'Always empty. Present whenever `description` is.', type: 'string', const: '' },
      retry_after: {
        description: 'With the status 429: when to send the item again, in seconds.',
        type: 'integer',
      },
    },
  },
  RefusedOriginAnswer: {
    type: 'object',
    required: ['origin', 'count', 'last_refused'],
    properties: {
      origin: {
        description:
          'The origin in the form that the setting ALLOWED_ORIGINS takes: `https://app.example.com`.',
        type: 'string',
      },
      count: {
        description: 'How many requests from this origin the process has refused since its start.',
        type: 'integer',
      },
      last_refused: { description: 'When the last one was refused, in epoch seconds.', type: 'number' },
    },
  },
  RefusedOriginsAnswer: {
    description: 'GET /api/v2/refused-origins',
    type: 'object',
    required: ['refused_origins'],
    properties: {
      refused_origins: {
        description: 'The origins, the one that was refused last first.',
        type: 'array',
        items: { $ref: '#/components/schemas/RefusedOriginAnswer' },
      },
    },
  },
  Role: { type: 'string', enum: ['reporter', 'analyst', 'admin'] },
  SavedViewAnswer: {
    description: 'A page of the dashboard with its filters, under a name.',
    type: 'object',
    required: ['id', 'name', 'page', 'query', 'owner', 'shared', 'created_at'],
    properties: {
      id: { description: 'Identifies the saved view.', type: 'string' },
      name: { description: 'What the owner calls the saved view.', type: 'string' },
      page: { $ref: '#/components/schemas/SavedViewPage', description: 'The page that it opens.' },
      query: { description: 'The filters of the page: the query of its URL, without `?`.', type: 'string' },
      owner: { description: 'The user who made it, and who alone can change it.', type: 'string' },
      shared: { description: 'Whether everybody who may read sees it.', type: 'boolean' },
      created_at: { description: 'When it was made, in epoch seconds.', type: 'number' },
    },
  },
  SavedViewPage: { type: 'string', enum: ['overview', 'live', 'views', 'people', 'sessions'] },
  SavedViewsAnswer: {
    description: 'GET /api/v2/saved-views, by name.',
    type: 'object',
    required: ['description', 'saved_views'],
    properties: {
      description: { description: 'Names the answer.', type: 'string', const: 'Saved views' },
      saved_views: {
        description: 'The saved views of the caller, and those that others share.',
        type: 'array',
        items: { $ref: '#/components/schemas/SavedViewAnswer' },
      },
    },
  },
  SecondFactorAnswer: {
    description: 'GET /api/v2/auth/second-factor',
    type: 'object',
    required: ['on', 'recovery_codes_left'],
    properties: {
      on: { description: 'Whether a login needs a code besides the password.', type: 'boolean' },
      recovery_codes_left: {
        description: 'The number of recovery codes that have not been used yet.',
        type: 'integer',
      },
    },
  },
  SessionAnswer: {
    description:
      'A session. Only answers to requests with the parameter `view` have `view_duration` and `here_now`.',
    type: 'object',
    required: [
      '_id',
      'id_beaker_session',
      'username',
      'start',
      'last_ping',
      'last_visible_ping',
      'last_visible_path',
      'visible_duration',
      'tab_duration',
      'active',
    ],
    properties: {
      _id: { description: 'Identifies the session.', type: 'string' },
      id_beaker_session: {
        description:
          'Names the user and the client: base64 of `username_client`. The sessions of one user on one client share it.',
        type: 'string',
      },
      username: { description: 'Whose session it is.', type: 'string' },
      start: { description: 'When the session began, in epoch seconds.', type: 'number' },
      last_ping: {
        description:
          "When the last keepalive or session-hide came, in epoch seconds. The session's start if none has come yet.",
        type: 'number',
      },
      last_visible_ping: {
        description:
          "When a page of the session was last known to be visible, in epoch seconds; before that, the session's start.",
        type: 'number',
      },
      last_visible_path: {
        description:
          'The view, and its tab if it has tabs, that was last visible. Empty until a ping says that one is or was visible.',
        anyOf: [{ $ref: '#/components/schemas/Path' }, { type: 'array', minItems: 0, maxItems: 0 }],
      },
      visible_duration: {
        description: 'How long a page of the session was visible, in seconds.',
        type: 'number',
      },
      tab_duration: {
        $ref: '#/components/schemas/TabDuration',
        description: 'How long each view, or each tab of a view, was visible, in seconds.',
      },
      active: {
        description:
          'Whether the session goes on: its last ping is recent, and its user has no later session on the client.',
        type: 'boolean',
      },
      view_duration: {
        description: "Only with the parameter `view`: the session's time on that view, in seconds.",
        type: 'number',
      },
      here_now: {
        description:
          'Only with the parameter `view`: whether the session is active, and the view is visible at this moment.',
        type: 'boolean',
      },
    },
  },
  SessionDetailAnswer: {
    description: 'GET /api/v2/sessions/:id',
    type: 'object',
    required: ['description', 'session'],
    properties: {
      description: { description: 'Names the answer.', type: 'string', const: 'Session' },
      session: { $ref: '#/components/schemas/SessionWithTrailAnswer', description: 'The session.' },
    },
  },
  SessionHideAnswer: {
    type: 'object',
    required: ['description', 'time', 'paths'],
    properties: {
      description: { description: 'Names the answer.', type: 'string', const: 'Session hide' },
      time: {
        description:
          "The session's last_ping after this request, in epoch seconds. When the request arrived, if it is ignored because no session is active.",
        type: 'number',
      },
      paths: {
        $ref: '#/components/schemas/WirePath',
        description: 'The path of the ping, as an array or as the older string, whichever the client sent.',
      },
    },
  },
  SessionNotValidAnswer: {
    description: 'The answer to a ping without an active session (400).',
    type: 'object',
    required: ['description', 'error', 'message', 'name', 'statusCode'],
    properties: {
      statusCode: { description: 'The HTTP status.', type: 'integer' },
      error: { description: 'The status in words, for example `Bad Request`.', type: 'string' },
      message: { description: 'What went wrong, in words.', type: 'string' },
      errors: {
        description: 'The fields that were rejected, if the error is about fields.',
        type: 'array',
        items: { $ref: '#/components/schemas/FieldError' },
      },
      reason: {
        description:
          'Tells apart errors of one status. `code_required`, `code_wrong`: of a login whose password is right, and whose user has a second factor. `must_change_password`: somebody else has set the password, and it must be changed first.',
        type: 'string',
        enum: ['code_required', 'code_wrong', 'must_change_password'],
      },
      description: {
        description: 'Always this text. It tells programs that no session is active.',
        type: 'string',
        const: 'Session Not Valid',
      },
      name: { description: 'Always empty.', type: 'string', const: '' },
    },
  },
  SessionStartAnswer: {
    type: 'object',
    required: ['description'],
    properties: { description: { description: 'Names the answer.', type: 'string', const: 'Session Start' } },
  },
  SessionWithTrailAnswer: {
    description: 'A session with its trail.',
    type: 'object',
    required: [
      '_id',
      'active',
      'id_beaker_session',
      'last_ping',
      'last_visible_path',
      'last_visible_ping',
      'start',
      'tab_duration',
      'trail',
      'username',
      'visible_duration',
    ],
    properties: {
      _id: { description: 'Identifies the session.', type: 'string' },
      id_beaker_session: {
        description:
          'Names the user and the client: base64 of `username_client`. The sessions of one user on one client share it.',
        type: 'string',
      },
      username: { description: 'Whose session it is.', type: 'string' },
      start: { description: 'When the session began, in epoch seconds.', type: 'number' },
      last_ping: {
        description:
          "When the last keepalive or session-hide came, in epoch seconds. The session's start if none has come yet.",
        type: 'number',
      },
      last_visible_ping: {
        description:
          "When a page of the session was last known to be visible, in epoch seconds; before that, the session's start.",
        type: 'number',
      },
      last_visible_path: {
        description:
          'The view, and its tab if it has tabs, that was last visible. Empty until a ping says that one is or was visible.',
        anyOf: [{ $ref: '#/components/schemas/Path' }, { type: 'array', minItems: 0, maxItems: 0 }],
      },
      visible_duration: {
        description: 'How long a page of the session was visible, in seconds.',
        type: 'number',
      },
      tab_duration: {
        $ref: '#/components/schemas/TabDuration',
        description: 'How long each view, or each tab of a view, was visible, in seconds.',
      },
      active: {
        description:
          'Whether the session goes on: its last ping is recent, and its user has no later session on the client.',
        type: 'boolean',
      },
      view_duration: {
        description: "Only with the parameter `view`: the session's time on that view, in seconds.",
        type: 'number',
      },
      here_now: {
        description:
          'Only with the parameter `view`: whether the session is active, and the view is visible at this moment.',
        type: 'boolean',
      },
      trail: {
        description: 'What the session did from its start to its last ping, without holes.',
        type: 'array',
        items: { $ref: '#/components/schemas/StretchAnswer' },
      },
    },
  },
  SessionsAnswer: {
    description: 'GET /api/v2/sessions',
    type: 'object',
    required: ['description', 'sessions'],
    properties: {
      description: { description: 'Names the answer.', type: 'string', const: 'Sessions' },
      sessions: {
        description: 'The sessions of this page, or all that match if the request has no `limit`.',
        type: 'array',
        items: { $ref: '#/components/schemas/SessionAnswer' },
      },
      next_cursor: {
        description:
          'The `cursor` of the next page, if the request has a `limit` and there are more sessions.',
        type: 'string',
      },
    },
  },
  SessmanAnswer: {
    description: 'The answer of each call of sessman.',
    type: 'object',
    required: ['session_id', 'data'],
    properties: {
      session_id: {
        description:
          'Identifies the session, and is a secret: whoever has it, and may call sessman, can read and change the data.',
        type: 'string',
      },
      data: { description: 'The data that is stored for the session: any JSON value.' },
    },
  },
  SessmanErrorAnswer: {
    description: 'Every error answer under /sessman.',
    type: 'object',
    required: ['error'],
    properties: { error: { description: 'What went wrong, in words.', type: 'string' } },
  },
  StartedSecondFactorAnswer: {
    description: 'What an authenticator app needs. Nothing is stored until the first code is confirmed.',
    type: 'object',
    required: ['secret', 'uri', 'setup'],
    properties: {
      secret: { description: 'The secret in base32, for people who type it.', type: 'string' },
      uri: { description: 'The secret as an `otpauth:` URI, for a QR code.', type: 'string' },
      setup: {
        description: 'A text that must be sent back with the first code within ten minutes.',
        type: 'string',
      },
    },
  },
  StretchAnswer: {
    description: "One stretch of a session's trail. Visible stretches have a `path`. Times in epoch seconds.",
    type: 'object',
    required: ['from', 'to', 'state'],
    properties: {
      from: { description: 'When the stretch begins, in epoch seconds.', type: 'number' },
      to: { description: 'When the stretch ends and the next one begins, in epoch seconds.', type: 'number' },
      state: {
        $ref: '#/components/schemas/StretchState',
        description: 'Visible, hidden, or a gap in which nothing is known of the session.',
      },
      path: { $ref: '#/components/schemas/Path', description: 'What was visible.' },
    },
  },
  StretchState: { type: 'string', enum: ['visible', 'hidden', 'gap'] },
  SummaryAnswer: {
    description: 'GET /api/v2/statistics/summary',
    type: 'object',
    required: [
      'active_sessions',
      'all_active_sessions',
      'current',
      'previous',
      'previous_window',
      'tz',
      'window',
    ],
    properties: {
      window: { $ref: '#/components/schemas/TimeWindow', description: 'The window after rounding to slots.' },
      previous_window: {
        description:
          'The earlier window with which `window` is compared. Of a `window` that reaches beyond now, only the part up to now is compared, rounded up to a slot. null if nothing is compared: the query says so, `window` has not begun, or there is no time since 1970 before it.',
        anyOf: [{ $ref: '#/components/schemas/TimeWindow' }, { type: 'null' }],
      },
      tz: { description: 'IANA time zone of the calendar.', type: 'string' },
      current: { $ref: '#/components/schemas/Figures', description: 'The figures of the window.' },
      previous: {
        description: 'The figures of the previous window; null if there is none.',
        anyOf: [{ $ref: '#/components/schemas/Figures' }, { type: 'null' }],
      },
      active_sessions: {
        description:
          "The number of active sessions of the query's users, independent of the window. With `view`: only those in which the view is visible at this moment.",
        type: 'integer',
      },
      all_active_sessions: {
        description:
          "The number of active sessions of the query's users on any view, independent of the window.",
        type: 'integer',
      },
    },
  },
  TabDuration: {
    description: 'view → seconds, or view → tab → seconds for a view with tabs.',
    type: 'object',
    additionalProperties: {
      anyOf: [{ type: 'number' }, { type: 'object', additionalProperties: { type: 'number' } }],
    },
  },
  TabFigures: {
    type: 'object',
    required: [
      'mean_visit_duration',
      'median_visit_duration',
      'p95_visit_duration',
      'tab',
      'visible_duration',
      'visits',
    ],
    properties: {
      mean_visit_duration: {
        description: 'The mean length of a visit, in seconds; null without visits.',
        type: ['number', 'null'],
      },
      median_visit_duration: {
        description:
          'The median length of a visit, in seconds, with a relative error of at most 5 %; null without visits.',
        type: ['number', 'null'],
      },
      p95_visit_duration: {
        description:
          'The length that 95 % of the visits do not exceed, in seconds, with a relative error of at most 5 %; null without visits.',
        type: ['number', 'null'],
      },
      tab: { description: "The tab; null for the view's time without a tab.", type: ['string', 'null'] },
      visible_duration: { description: "The tab's visible time in the window, in seconds.", type: 'number' },
      visits: { description: 'The number of visits to the tab that began in the window.', type: 'integer' },
    },
  },
  TimeWindow: {
    description: 'A window of time, [from, to), in epoch seconds.',
    type: 'object',
    required: ['from', 'to'],
    properties: {
      from: { description: 'The beginning, in epoch seconds.', type: 'number' },
      to: { description: 'The end, in epoch seconds, which is not part of the window.', type: 'number' },
    },
  },
  TimelineAnswer: {
    description: 'GET /api/v2/statistics/timeline. The series with the most time come first.',
    type: 'object',
    required: ['bucket', 'buckets', 'other', 'previous', 'previous_window', 'series', 'tz', 'window'],
    properties: {
      window: { $ref: '#/components/schemas/TimeWindow', description: 'The window after rounding to slots.' },
      previous_window: {
        description:
          'The earlier window with which `window` is compared. Of a `window` that reaches beyond now, only the part up to now is compared, rounded up to a slot. null if nothing is compared: the query says so, `window` has not begun, or there is no time since 1970 before it.',
        anyOf: [{ $ref: '#/components/schemas/TimeWindow' }, { type: 'null' }],
      },
      tz: { description: 'IANA time zone of the calendar.', type: 'string' },
      bucket: {
        $ref: '#/components/schemas/Bucket',
        description: 'What each bucket is in the calendar: an hour, a day, a week or a month.',
      },
      buckets: {
        description: 'The buckets of the window, one after another.',
        type: 'array',
        items: { $ref: '#/components/schemas/TimelineBucket' },
      },
      series: {
        description: 'The time of each of the `top` views, the view with the most time first.',
        type: 'array',
        items: { $ref: '#/components/schemas/ViewSeries' },
      },
      other: {
        description: 'The time of all other views, added up; null if there are none.',
        anyOf: [{ $ref: '#/components/schemas/OtherSeries' }, { type: 'null' }],
      },
      previous: {
        description: 'The buckets of the previous window, one after another; null if there is none.',
        anyOf: [{ type: 'array', items: { $ref: '#/components/schemas/PreviousBucket' } }, { type: 'null' }],
      },
    },
  },
  TimelineBucket: {
    description: "A calendar bucket of the query's time zone, or the part of it that lies in the window.",
    type: 'object',
    required: ['from', 'partial', 'running', 'to'],
    properties: {
      from: { description: 'The beginning, in epoch seconds.', type: 'number' },
      to: { description: 'The end, in epoch seconds, which is not part of the window.', type: 'number' },
      partial: {
        description:
          'Whether the bucket is not whole: the window cuts it, or its calendar end is still to come.',
        type: 'boolean',
      },
      running: {
        description: 'Whether `to` is still to come, so that the figures can grow.',
        type: 'boolean',
      },
    },
  },
  TrackerAnswer: {
    description: 'GET /api/v2/tracker: the browser tracker that this server serves.',
    type: 'object',
    required: ['version', 'path', 'integrity'],
    properties: {
      version: { description: "The version of the tracker's package.", type: 'string' },
      path: {
        description:
          "The tracker's path below the server's origin. Each build of the tracker has a path of its own.",
        type: 'string',
      },
      integrity: {
        description: "The hash of the file, as a script element's attribute `integrity` takes it.",
        type: 'string',
      },
    },
  },
  UnusedAnswer: {
    description: 'GET /api/v2/statistics/unused',
    type: 'object',
    required: [
      'left_at_once',
      'left_within',
      'previous_window',
      'tz',
      'unused_tabs',
      'unused_views',
      'window',
    ],
    properties: {
      window: { $ref: '#/components/schemas/TimeWindow', description: 'The window after rounding to slots.' },
      previous_window: {
        description:
          'The earlier window with which `window` is compared. Of a `window` that reaches beyond now, only the part up to now is compared, rounded up to a slot. null if nothing is compared: the query says so, `window` has not begun, or there is no time since 1970 before it.',
        anyOf: [{ $ref: '#/components/schemas/TimeWindow' }, { type: 'null' }],
      },
      tz: { description: 'IANA time zone of the calendar.', type: 'string' },
      unused_views: {
        description:
          "The views on which some user once spent time, but none of the query's users in the window; in the order of their names.",
        type: 'array',
        items: { $ref: '#/components/schemas/UnusedView' },
      },
      unused_tabs: {
        description:
          'The unused tabs of views that are used: unused as in `unused_views`, and in the order of their names.',
        type: 'array',
        items: { $ref: '#/components/schemas/UnusedTab' },
      },
      left_within: { description: 'The limit for `left_at_once`, in seconds.', type: 'number' },
      left_at_once: {
        description:
          'The views and tabs whose visits have a median length below `left_within`. Those with the most visits come first.',
        type: 'array',
        items: { $ref: '#/components/schemas/LeftTab' },
      },
    },
  },
  UnusedTab: {
    type: 'object',
    required: ['tab', 'view'],
    properties: {
      view: { description: 'The view.', type: 'string' },
      tab: { description: "The tab; null for the view's time without a tab.", type: ['string', 'null'] },
    },
  },
  UnusedView: {
    type: 'object',
    required: ['view'],
    properties: { view: { description: 'The view.', type: 'string' } },
  },
  UserAnswer: {
    type: 'object',
    required: ['username', 'role', 'created_at', 'second_factor'],
    properties: {
      username: { description: 'The name that the user logs in with.', type: 'string' },
      role: { $ref: '#/components/schemas/Role', description: 'The rights of the user.' },
      created_at: { description: 'When the user was created, in epoch seconds.', type: 'number' },
      second_factor: { description: 'Whether a login needs a code besides the password.', type: 'boolean' },
    },
  },
  UserRankingAnswer: {
    description: 'GET /api/v2/statistics/users',
    type: 'object',
    required: ['previous_window', 'total', 'tz', 'users', 'window'],
    properties: {
      window: { $ref: '#/components/schemas/TimeWindow', description: 'The window after rounding to slots.' },
      previous_window: {
        description:
          'The earlier window with which `window` is compared. Of a `window` that reaches beyond now, only the part up to now is compared, rounded up to a slot. null if nothing is compared: the query says so, `window` has not begun, or there is no time since 1970 before it.',
        anyOf: [{ $ref: '#/components/schemas/TimeWindow' }, { type: 'null' }],
      },
      tz: { description: 'IANA time zone of the calendar.', type: 'string' },
      users: {
        description:
          "The users of this page, in the query's order. Only users with visible time in the window are listed.",
        type: 'array',
        items: { $ref: '#/components/schemas/RankedUser' },
      },
      total: { description: 'The number of users on all pages.', type: 'integer' },
      next_cursor: {
        description: 'The `cursor` of the next page. Only there if there are more users.',
        type: 'string',
      },
    },
  },
  UserWithPasswordAnswer: {
    description:
      'Answer of POST /api/v2/users and of POST /api/v2/users/:username/reset. No other answer contains a password, and these do only if the server created it.',
    type: 'object',
    required: ['created_at', 'role', 'second_factor', 'username'],
    properties: {
      username: { description: 'The name that the user logs in with.', type: 'string' },
      role: { $ref: '#/components/schemas/Role', description: 'The rights of the user.' },
      created_at: { description: 'When the user was created, in epoch seconds.', type: 'number' },
      second_factor: { description: 'Whether a login needs a code besides the password.', type: 'boolean' },
      password: {
        description: 'The password that the server has generated. Missing if the caller has set it.',
        type: 'string',
      },
    },
  },
  UsersAnswer: {
    description: 'GET /api/v2/users',
    type: 'object',
    required: ['users'],
    properties: {
      users: {
        description: 'All users, by name.',
        type: 'array',
        items: { $ref: '#/components/schemas/UserAnswer' },
      },
    },
  },
  ViewFigures: {
    type: 'object',
    required: [
      'here_now',
      'mean_visit_duration',
      'median_visit_duration',
      'p95_visit_duration',
      'previous_visible_duration',
      'share',
      'tabs',
      'users',
      'view',
      'visible_duration',
      'visits',
    ],
    properties: {
      mean_visit_duration: {
        description: 'The mean length of a visit, in seconds; null without visits.',
        type: ['number', 'null'],
      },
      median_visit_duration: {
        description:
          'The median length of a visit, in seconds, with a relative error of at most 5 %; null without visits.',
        type: ['number', 'null'],
      },
      p95_visit_duration: {
        description:
          'The length that 95 % of the visits do not exceed, in seconds, with a relative error of at most 5 %; null without visits.',
        type: ['number', 'null'],
      },
      view: { description: 'The view.', type: 'string' },
      visible_duration: { description: "The view's visible time in the window, in seconds.", type: 'number' },
      share: {
        description: "The view's part of the visible time of all views in the answer, from 0 to 1.",
        type: 'number',
      },
      visits: {
        description:
          'The number of visits that began in the window, to all tabs of the view and to the view without a tab.',
        type: 'integer',
      },
      users: {
        description: 'The number of distinct users with visible time on the view in the window.',
        type: 'integer',
      },
      here_now: {
        description:
          "The number of active sessions of the query's users in which the view is visible at this moment, independent of the window.",
        type: 'integer',
      },
      previous_visible_duration: {
        description: "The view's time in the previous window, in seconds. null without a previous window.",
        type: ['number', 'null'],
      },
      tabs: {
        description: "The view's tabs, the one with the most time first.",
        type: 'array',
        items: { $ref: '#/components/schemas/TabFigures' },
      },
    },
  },
  ViewSeries: {
    description: "One view's time in each of the answer's `buckets`, in seconds.",
    type: 'object',
    required: ['view', 'visible_duration'],
    properties: {
      view: { description: 'The view.', type: 'string' },
      visible_duration: {
        description: "The view's visible time in each bucket, in seconds.",
        type: 'array',
        items: { type: 'number' },
      },
    },
  },
  ViewsAnswer: {
    description: 'GET /api/v2/statistics/views. The views with the most time come first.',
    type: 'object',
    required: ['previous_window', 'tz', 'views', 'window'],
    properties: {
      window: { $ref: '#/components/schemas/TimeWindow', description: 'The window after rounding to slots.' },
      previous_window: {
        description:
          'The earlier window with which `window` is compared. Of a `window` that reaches beyond now, only the part up to now is compared, rounded up to a slot. null if nothing is compared: the query says so, `window` has not begun, or there is no time since 1970 before it.',
        anyOf: [{ $ref: '#/components/schemas/TimeWindow' }, { type: 'null' }],
      },
      tz: { description: 'IANA time zone of the calendar.', type: 'string' },
      views: {
        description: 'The views with visible time in the window, the one with the most time first.',
        type: 'array',
        items: { $ref: '#/components/schemas/ViewFigures' },
      },
    },
  },
  WirePath: {
    description:
      '`path` as a client may send it: an array of names, the view first, or the older string `"[view,tab]"`, split at its first comma. The names of an array in the array count as if they stood in its place. legalPath makes a path of the names.',
    anyOf: [
      { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] } },
      { type: 'string' },
    ],
  },
};
