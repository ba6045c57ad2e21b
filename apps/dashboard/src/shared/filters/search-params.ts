/** Reads and writes search parameters in the URL. Values are plain text; a list repeats its name: `?a=x&a=y`. */

export const parseSearch = (text: string): Record<string, string | string[]> => {
  const search: Record<string, string | string[]> = {};
  const parameters = new URLSearchParams(text);
  for (const name of new Set(parameters.keys())) {
    const values = parameters.getAll(name);
    const [first] = values;
    if (first !== undefined) search[name] = values.length > 1 ? values : first;
  }
  return search;
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

/** Returns the text of a parameter; of a repeated parameter, the first. Returns undefined for an empty text. */
export const readText = (value: unknown): string | undefined => {
  const text = Array.isArray(value) ? (value[0] as unknown) : value;
  if (typeof text === 'number') return String(text);
  return typeof text === 'string' && text !== '' ? text : undefined;
};

/** Returns the distinct texts of a repeated parameter. */
export const readTexts = (value: unknown): string[] => {
  const texts = (Array.isArray(value) ? value : [value]).map(readText);
  return [...new Set(texts.filter((text) => text !== undefined))];
};

export const readNumber = (value: unknown): number | undefined => {
  const text = readText(value);
  const number = Number(text);
  return text !== undefined && Number.isFinite(number) ? number : undefined;
};

export const readOneOf = <T extends string>(choices: readonly T[], value: unknown): T | undefined =>
  choices.find((choice) => choice === readText(value));
