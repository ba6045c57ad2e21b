import { parse } from 'node:querystring';

/**
 * Parses a query string; `name[]=a&name[]=b` and `name=a&name=b` are the same list under `name`. Values keep
 * their order; a parameter given once is a string, given more often or with brackets a list.
 */
export const parseQueryString = (text: string): Record<string, string | string[]> => {
  const query = Object.create(null) as Record<string, string | string[]>;
  if (text === '') return query;
  for (const [name, value] of Object.entries(parse(text, '&', '=', { maxKeys: 2_000 }))) {
    if (value === undefined) continue;
    const isList = name.endsWith('[]');
    const plain = isList ? name.slice(0, -2) : name;
    const known = query[plain];
    if (known === undefined && !isList) query[plain] = value;
    else query[plain] = [known ?? [], value].flat();
  }
  return query;
};
