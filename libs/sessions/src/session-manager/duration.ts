/** The length of each unit in milliseconds. Names of two or more letters may also end in a plural s. */
const UNITS_MS: Readonly<Record<string, number>> = {
  ms: 1,
  millisecond: 1,
  s: 1000,
  sec: 1000,
  second: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hr: 3_600_000,
  hour: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  w: 604_800_000,
  week: 604_800_000,
};

const PART = /\s*(?<amount>(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)\s*(?<unit>[a-z]+)\s*/giy;

const unitMs = (unit: string): number | undefined => {
  const name = unit.toLowerCase();
  if (Object.hasOwn(UNITS_MS, name)) return UNITS_MS[name];
  const singular = name.replace(/s$/, '');
  return singular.length > 1 && Object.hasOwn(UNITS_MS, singular) ? UNITS_MS[singular] : undefined;
};

/** Returns the sum of parts like "1m30s" in milliseconds; undefined if the text contains anything else. */
const sumOfParts = (text: string): number | undefined => {
  let [sum, read] = [0, 0];
  for (const { 0: part, groups } of text.matchAll(PART)) {
    const ms = unitMs(groups?.['unit'] ?? '');
    if (ms === undefined) return undefined;
    sum += Number(groups?.['amount']) * ms;
    read += part.length;
  }
  return read === text.length ? sum : undefined;
};

const isDuration = (ms: number | undefined): ms is number => Number.isFinite(ms) && Number(ms) >= 0;

/**
 * Parses a duration: "30s", "1m30s", "1.5 min", "2 days", or milliseconds as a number or string. Returns milliseconds;
 * 0 for an empty string.
 * @throws RangeError that names `option` if the value is no duration, or is negative or infinite
 */
export const parseDurationMs = (value: unknown, option: string): number => {
  if (typeof value === 'number' && isDuration(value)) return value;
  if (typeof value === 'string') {
    const ms = /^[\s\d.e]*$/i.test(value) ? Number(value) : sumOfParts(value);
    if (isDuration(ms)) return ms;
  }
  const given = typeof value === 'string' ? JSON.stringify(value) : String(value);
  throw new RangeError(
    `${option} must be a duration like "30s", "1m30s" or a number of milliseconds, not ${given}`,
  );
};
