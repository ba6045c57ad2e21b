import { type SessionAnswer, toMilliseconds } from '@dwell/shared';

/** What is wrong with a session's durations; undefined when nothing is. */
export const violationOf = (session: SessionAnswer): string | undefined => {
  const visibleMs = toMilliseconds(session.visible_duration);
  const spanMs = toMilliseconds(session.last_ping) - toMilliseconds(session.start);
  const perPath = Object.values(session.tab_duration).flatMap((tabs) =>
    typeof tabs === 'number' ? [tabs] : Object.values(tabs),
  );
  const sumMs = perPath.reduce((sum, seconds) => sum + toMilliseconds(seconds), 0);
  const told = `${session.username} (${session._id})`;
  if (perPath.some((seconds) => seconds < 0)) return `${told}: a path has a negative duration`;
  if (sumMs !== visibleMs) return `${told}: the paths add up to ${sumMs} ms, visible are ${visibleMs} ms`;
  if (visibleMs > spanMs) return `${told}: ${visibleMs} ms visible in a span of ${spanMs} ms`;
  return undefined;
};

export const violationsOf = (sessions: readonly SessionAnswer[]): string[] =>
  sessions.map(violationOf).filter((violation) => violation !== undefined);

/** Prints how many sessions keep Σ tab_duration = visible_duration ≤ last_ping − start; whether all do. */
export const reportInvariants = (sessions: readonly SessionAnswer[]): boolean => {
  const violations = violationsOf(sessions);
  const kept = sessions.length - violations.length;
  console.log(
    `Σ tab_duration = visible_duration ≤ last_ping − start: ${kept} of ${sessions.length} sessions`,
  );
  for (const violation of violations.slice(0, 10)) console.log(`  ${violation}`);
  return violations.length === 0;
};
