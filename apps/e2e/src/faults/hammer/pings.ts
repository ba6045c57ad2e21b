import type { KeepaliveBody, Path, SessionHideBody } from '@dwell/shared';

export interface HammerPing {
  readonly call: 'keepalive' | 'session-hide' | 'sessionstart';
  readonly body: KeepaliveBody | SessionHideBody | object;
}

/** Paths, some with names that are special to a database or to JavaScript. */
const PATHS: readonly Path[] = [
  ['/alarms', 'Active'],
  ['/alarms'],
  ['/a.b', '$set'],
  ['__proto__', 'constructor'],
  ['/vue/météo', '🌩'],
  ['/dashboard'],
];

const anyPath = (): Path => PATHS[Math.floor(Math.random() * PATHS.length)] ?? ['/'];

/** Makes visible keepalives without a `page_id`. A session with only such keepalives must be visible all the time. */
export const visiblePing = () => (): HammerPing => ({
  call: 'keepalive',
  body: { visible: true, path: anyPath() },
});

/** Makes pings of every kind that a client may send. About half of those that are no sessionstart carry `pageId`. */
export const anyPing = (pageId: string) => (): HammerPing => {
  const path = anyPath();
  const page = Math.random() < 0.5 ? { page_id: pageId, elapsed_ms: Math.floor(Math.random() * 1_000) } : {};
  const dice = Math.random();
  if (dice < 0.05) return { call: 'sessionstart', body: {} };
  if (dice < 0.15) return { call: 'session-hide', body: { path, ...page } };
  return { call: 'keepalive', body: { visible: dice < 0.85, path, ...page } };
};
