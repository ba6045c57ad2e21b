export type QueryValue = string | number | boolean | readonly string[] | undefined;

/** `?a=1&b[]=x&b[]=y`, or nothing; undefined values are left out, arrays use the API's `name[]` form. */
export const toQueryString = (query: Readonly<Record<string, QueryValue>>): string => {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (typeof value === 'object') value.forEach((item) => parameters.append(`${name}[]`, item));
    else parameters.append(name, String(value));
  }
  const text = parameters.toString();
  return text && `?${text}`;
};
