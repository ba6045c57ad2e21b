import { compareCodePoints } from '../../model/code-point-order.js';
import type { MembersChange } from '../../ports/group-store.js';

/** Returns the members after a change, in the order of code points, and how many the change adds and removes. */
export const changedMembers = (
  before: readonly string[],
  { act, usernames }: MembersChange,
): { readonly usernames: string[]; readonly added: number; readonly removed: number } => {
  const known = new Set(before);
  const named = new Set(usernames);
  const kept = before.filter((username) =>
    act === 'set' ? named.has(username) : act === 'add' || !named.has(username),
  );
  const added = act === 'remove' ? [] : [...named].filter((username) => !known.has(username));
  return {
    usernames: [...kept, ...added].sort(compareCodePoints),
    added: added.length,
    removed: before.length - kept.length,
  };
};
