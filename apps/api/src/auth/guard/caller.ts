import type { MeAnswer, Role } from '@dwell/shared';

/** Who makes a request. */
export interface Caller {
  /** Absent for an API key that is bound to no user and where no user is named. */
  readonly username?: string;
  readonly role: Role;
  readonly via: MeAnswer['via'];
  /**
   * Tells this caller's devices apart where a ping names no client_id: the login's random public id, else the
   * token's `sid`, else the key's id, else one constant.
   */
  readonly client: string;
}
