/** What the audit log records. `refused-call`: a call that the caller has no right to make, named in the detail. */
export const AUDIT_ACTS = [
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
] as const;
export type AuditAct = (typeof AUDIT_ACTS)[number];

/** `refused`: the server answered with a status from 400 to 499. `failed`: something went wrong in the server. */
export const AUDIT_OUTCOMES = ['done', 'refused', 'failed'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

/** The largest `limit` of GET /api/v2/audit. */
export const MAX_AUDIT_PER_PAGE = 500;
/** The default `limit` of GET /api/v2/audit. */
export const DEFAULT_AUDIT_PER_PAGE = 100;

/** The parameters of GET /api/v2/audit. Times in epoch seconds. */
export interface AuditQuery {
  actor?: string;
  act?: AuditAct;
  /** Inclusive. */
  from?: number;
  /** Exclusive. */
  to?: number;
  limit?: number;
  cursor?: string;
}

export interface AuditEntryAnswer {
  /** Identifies the entry. */
  id: string;
  /** When the act was done, in epoch seconds. */
  at: number;
  /**
   * A username, or `key` and the id of an API key. Null if the caller did not prove who it is, or if the act was a
   * command.
   */
  actor: string | null;
  /**
   * How the caller proved who it is; null if it did not. `command`: one of Dwell's commands did the act, not a call to
   * the API.
   */
  via: 'login' | 'api-key' | 'jwt' | 'command' | null;
  /** The IP address of the caller; null if the act was a command. */
  address: string | null;
  /** What was done. */
  act: AuditAct;
  /**
   * The user, the group, the API key, the saved view or the annotation that the act is about; null if it is about none.
   */
  target: string | null;
  /** More about the act, for example the new role; null if there is nothing to add. */
  detail: string | null;
  /** How the act ended. */
  outcome: AuditOutcome;
}

/** GET /api/v2/audit, the newest entry first. */
export interface AuditAnswer {
  /** Names the answer. */
  description: 'Audit log';
  /** The entries of this page, the newest first. */
  entries: AuditEntryAnswer[];
  /** The `cursor` of the next page, if there are more entries. */
  next_cursor?: string;
}
