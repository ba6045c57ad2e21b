type Value = string | number | boolean | readonly string[] | undefined;

/** Returns the parameters as a query string. A list is sent as several parameters; undefined values are left out. */
export const toQuery = (parameters: Readonly<Record<string, Value>>): string =>
  new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) => {
      if (value === undefined) return [];
      return typeof value === 'object' ? value.map((each) => [`${name}[]`, each]) : [[name, String(value)]];
    }),
  ).toString();
