import type { Caller } from './caller.js';

/** Whom a credential stands for. */
export interface Identity {
  readonly caller: Caller;
  /** Epoch milliseconds from which on the credential is worth nothing; Infinity where it does not expire. */
  readonly expiresAt: number;
  /** The API key's id, where the credential is one. */
  readonly keyId?: string;
}
