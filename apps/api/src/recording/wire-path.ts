import { type FieldError, isLegalString, LEGAL_STRING_RULE, type Path } from '@dwell/shared';

const PATH_RULE = 'must be an array of one or two strings, [view, tab?]';

/** What is wrong with a `path`, as it arrived; empty when it is one. */
export const pathErrors = (path: unknown): FieldError[] => {
  const parts = typeof path === 'string' ? splitPath(path) : path;
  if (!Array.isArray(parts) || parts.length < 1 || parts.length > 2)
    return [{ field: 'path', message: PATH_RULE }];
  return parts.flatMap((part, index) =>
    isLegalString(part) ? [] : [{ field: `path.${index}`, message: LEGAL_STRING_RULE }],
  );
};

/** A valid wire path as the path that it names. */
export const toPath = (path: Path | string): Path => (typeof path === 'string' ? splitPath(path) : path);

/** The older string form: brackets are stripped, and the first comma parts view and tab. */
const splitPath = (text: string): [string] | [string, string] => {
  const inside = /^\[(.*)\]$/s.exec(text)?.[1] ?? text;
  const comma = inside.indexOf(',');
  return comma < 0 ? [inside] : [inside.slice(0, comma), inside.slice(comma + 1)];
};
