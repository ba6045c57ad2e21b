import type { SessionAnswer } from '@dwell/shared';

/** The sessions of one person on one client. Times in epoch seconds. */
export interface ClientSessions {
  /**
   * The client's id: what the application sends, or else the id of the login or of the API key that its requests use.
   */
  readonly client: string;
  readonly sessions: number;
  /** When the first of the sessions began. */
  readonly firstStart: number;
  /** The latest ping of the sessions. */
  readonly lastPing: number;
  /** Whether one of the sessions is active. */
  readonly active: boolean;
}

/** A name may begin with a byte order mark, which is part of it. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Returns the id of the client of a session. `id_beaker_session` is base64 of `username_client`. */
const clientOf = ({ id_beaker_session, username }: SessionAnswer): string => {
  const bytes = Uint8Array.from(atob(id_beaker_session), (character) => character.codePointAt(0) ?? 0);
  return decoder.decode(bytes).slice(username.length + 1);
};

/** Groups one person's sessions by client. The client with the latest ping comes first. */
export const clientsOf = (sessions: readonly SessionAnswer[]): ClientSessions[] => {
  const clients = new Map<string, ClientSessions>();
  for (const session of sessions) {
    const client = clientOf(session);
    const known = clients.get(client);
    clients.set(client, {
      client,
      sessions: (known?.sessions ?? 0) + 1,
      firstStart: Math.min(known?.firstStart ?? Infinity, session.start),
      lastPing: Math.max(known?.lastPing ?? 0, session.last_ping),
      active: known?.active === true || session.active,
    });
  }
  return [...clients.values()].sort((a, b) => b.lastPing - a.lastPing);
};
