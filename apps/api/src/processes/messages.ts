import type { Channel } from '../platform/peer.js';

/** The names of the channels between the primary and an HTTP process. */
export const SERVER_CHANNEL = 'server';
export const STORE_CHANNEL = 'store';
export const RECORDER_CHANNEL = 'recorder';

/** The methods that an HTTP process calls on the primary. */
export const REPORT = {
  /** Called while the database does not answer yet. The argument is the database's name. */
  waiting: 'waiting',
  /** Called once, when the process is ready to answer requests. The argument is a {@link Started}. */
  started: 'started',
  /** Called if the process can't start. The argument is a list of lines that say why. */
  failed: 'failed',
  identitiesChanged: 'identities-changed',
} as const;

/** The methods that the primary calls on an HTTP process. */
export const ORDER = { stop: 'stop', forgetIdentities: 'forget-identities' } as const;

/** What an HTTP process reports when it answers requests. */
export interface Started {
  readonly url: string;
  /** The first admin's password, if this process has created the admin. */
  readonly madePassword?: string | undefined;
}

/**
 * Lets an HTTP process use the writer and the recorder, which only the primary has. Returns the function to call when
 * the HTTP process has ended.
 * @param channelOf returns the channel of a name to that process
 */
export type Share = (channelOf: (name: string) => Channel) => () => void;
