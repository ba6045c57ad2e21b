import { connect, type Socket } from 'node:net';

/** How long an attacker waits before it replaces a connection that ended, in milliseconds. */
const RECONNECT_MS = 30;

/** What the main thread gives to the attackers' thread. */
export interface AttackOrder {
  readonly url: string;
  /** API key of the attack `stalledReaders`: without a key, the server would send no list. */
  readonly analystKey: string;
  /** How many connections each attack keeps open. */
  readonly connections: number;
}

/** Attacks over one connection. When the connection ends, another one is opened. */
type Attack = (socket: Socket, order: AttackOrder) => void;

const LARGE_BODY = JSON.stringify({
  data: Array.from({ length: 75_000 }, (_, index) => `item ${index}`),
}).slice(0, 1_000_000);

export const LARGE_BODY_BYTES = LARGE_BODY.length;

/**
 * The least time between two large bodies of one connection, in milliseconds: 3 MB/s, as over a line of 25 Mbit/s. An
 * attacker on the same machine could send as fast as the processors allow. Then the figures would show the attacker's
 * own use of the processors.
 */
const LARGE_BODY_PACE_MS = 333;

const head = (...lines: string[]): string => `${lines.join('\r\n')}\r\nHost: dwell\r\n\r\n`;

/** Sends bodies of 1 MB without a key: each when the one before is answered, and at most one per LARGE_BODY_PACE_MS. */
const largeBodies: Attack = (socket) => {
  const send = (): void => {
    socket.write(
      head(
        'POST /sessman/new HTTP/1.1',
        'Content-Type: application/json',
        `Content-Length: ${LARGE_BODY.length}`,
      ) + LARGE_BODY,
    );
  };
  let sentAt = performance.now();
  socket.on('data', () => {
    const waitMs = Math.max(0, sentAt + LARGE_BODY_PACE_MS - performance.now());
    sentAt = performance.now() + waitMs;
    setTimeout(send, waitMs);
  });
  send();
};

/** Sends a body without a key, one byte a second. */
const slowBodies: Attack = (socket) => {
  socket.write(
    head('POST /api/v2/keepalive HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 10000'),
  );
  const timer = setInterval(() => socket.write(' '), 1_000);
  socket.once('close', () => {
    clearInterval(timer);
  });
  socket.resume();
};

/** Asks for a list of all sessions and for statistics, and reads nothing. */
const stalledReaders: Attack = (socket, { analystKey }) => {
  socket.pause();
  for (const path of ['statistics/timeline?bucket=hour', 'sessions']) {
    socket.write(head(`GET /api/v2/${path} HTTP/1.1`, `Authorization: Bearer ${analystKey}`));
  }
};

export const ATTACKS: readonly Attack[] = [largeBodies, slowBodies, stalledReaders];

/** Runs all attacks without end. */
export const attack = (order: AttackOrder): void => {
  for (const each of ATTACKS) {
    for (let index = 0; index < order.connections; index++) keepAttacking(each, order);
  }
};

const keepAttacking = (kind: Attack, order: AttackOrder): void => {
  const { hostname, port } = new URL(order.url);
  const socket = connect(Number(port), hostname);
  // Waits, because a remote attacker needs a round trip to connect again.
  socket
    .on('error', () => undefined)
    .once('close', () => setTimeout(keepAttacking, RECONNECT_MS, kind, order));
  kind(socket, order);
};
