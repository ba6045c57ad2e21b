/** How search parameters are written in the URL: plain text, a list by repeating its name. */

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

export const stringifySearch = (search: Record<string, unknown>): string => {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (item !== undefined && item !== null) parameters.append(name, String(item));
    }
  }
  const text = parameters.toString();
  return text && `?${text}`;
};
