import { foldName } from '@dwell/shared';
import type { LiveGroup } from './live-groups.js';

/**
 * Returns the groups whose view contains the text. Of the other groups, returns the rows whose person or tab contains
 * it. Case and accents make no difference. A group that keeps all its rows stays the same object.
 */
export const findRows = (groups: readonly LiveGroup[], text: string | undefined): LiveGroup[] => {
  const wanted = foldName(text ?? '');
  const has = (name: string | null | undefined): boolean =>
    typeof name === 'string' && foldName(name).includes(wanted);
  if (wanted === '') return [...groups];
  return groups.flatMap((group) => {
    if (has(group.view)) return group;
    const rows = group.rows.filter(({ username, tab }) => has(username) || has(tab));
    if (rows.length === 0) return [];
    return rows.length === group.rows.length ? group : { ...group, rows };
  });
};
