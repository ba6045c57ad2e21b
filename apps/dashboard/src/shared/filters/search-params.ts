import { isLegalString, parseDecimal, toMilliseconds, toSeconds } from '@dwell/shared';

// Reads and writes search parameters in the URL. Values are plain text; a list repeats its name: `?a=x&a=y`.

export const parseSearch = (text: string): Record<string, string | string[]> => {
  const parameters = new URLSearchParams(text);
  const entries = [...new Set(parameters.keys())].map((name) => {
    const values = parameters.getAll(name);
    const [first = ''] = values;
    return [name, values.length > 1 ? values : first] as const;
  });
  return Object.fromEntries(entries);
};

type SearchValue = string | number | boolean | null | undefined;

export const stringifySearch = (search: Record<string, unknown>): string => {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const item of (Array.isArray(value) ? value : [value]) as SearchValue[]) {
      if (item !== undefined && item !== null) parameters.append(name, String(item));
    }
  }
  const text = parameters.toString();
  return text && `?${text}`;
};

/**
 * Returns the text of a parameter; of a repeated parameter, the first. Returns undefined for a text that the API
 * accepts nowhere: an empty or a very long one, for example.
 */
export const readText = (value: unknown): string | undefined => {
  const text = Array.isArray(value) ? (value[0] as unknown) : value;
  if (typeof text === 'number') return String(text);
  return isLegalString(text) ? text : undefined;
};

/** Returns the distinct texts of a repeated parameter. */
export const readTexts = (value: unknown): string[] => {
  const texts = (Array.isArray(value) ? value : [value]).map(readText);
  return [...new Set(texts.filter((text) => text !== undefined))];
};

/**
 * Returns a decimal number, rounded to three decimals as the API does; undefined for any other text. Returns 0 for
 * `-0`.
 */
export const readNumber = (value: unknown): number | undefined => {
  const text = readText(value);
  const number = text === undefined ? undefined : parseDecimal(text);
  return number === undefined ? undefined : toSeconds(toMilliseconds(number)) + 0;
};

export const readOneOf = <T extends string>(choices: readonly T[], value: unknown): T | undefined =>
  choices.find((choice) => choice === readText(value));
