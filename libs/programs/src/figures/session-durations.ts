import { type SessionAnswer, toMilliseconds } from '@dwell/shared';

/** Returns what is wrong with a session's durations; undefined when they can be true. */
export const violationOf = (session: SessionAnswer): string | undefined => {
  const visibleMs = toMilliseconds(session.visible_duration);
  const spanMs = toMilliseconds(session.last_ping) - toMilliseconds(session.start);
  const perPath = Object.values(session.tab_duration).flatMap((tabs) =>
    typeof tabs === 'number' ? [tabs] : Object.values(tabs),
  );
  const sumMs = perPath.reduce((sum, seconds) => sum + toMilliseconds(seconds), 0);
  const name = `${session.username} (${session._id})`;
  if (perPath.some((seconds) => seconds < 0)) return `${name}: a path has a negative duration`;
  if (sumMs !== visibleMs) return `${name}: the paths add up to ${sumMs} ms, visible are ${visibleMs} ms`;
  if (visibleMs > spanMs) return `${name}: ${visibleMs} ms visible in a span of ${spanMs} ms`;
  return undefined;
};

export const violationsOf = (sessions: readonly SessionAnswer[]): string[] =>
  sessions.map(violationOf).filter((violation) => violation !== undefined);

/**
 * Prints how many sessions fulfil Σ tab_duration = visible_duration ≤ last_ping − start, and what is wrong with the
 * first ten others. Returns whether all fulfil it.
 */
export const reportDurations = (
  sessions: readonly SessionAnswer[],
  print: (line: string) => void = console.log,
): boolean => {
  const violations = violationsOf(sessions);
  const sound = sessions.length - violations.length;
  print(`Σ tab_duration = visible_duration ≤ last_ping − start: ${sound} of ${sessions.length} sessions`);
  for (const violation of violations.slice(0, 10)) print(`  ${violation}`);
  return violations.length === 0;
};
