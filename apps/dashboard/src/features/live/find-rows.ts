import { foldName } from '@dwell/shared';
import type { LiveGroup } from './live-groups.js';

/**
 * Returns the groups whose views have the text in their names, and of the others the rows whose people or tabs have it.
 * Case and accents make no difference. A group of which nothing is left out stays the same object.
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
