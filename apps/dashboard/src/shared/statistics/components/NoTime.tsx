import type { Scope } from '../../filters/scope.js';
import { messages } from '../../messages/messages.js';
import { EmptyState } from '../../ui/states.js';

const text = messages.statistics;

/**
 * Shown in place of figures when the window has no time on page. While the window includes now, says that time can
 * still appear.
 */
export const NoTime = ({ scope: { running } }: { scope: Scope }) =>
  running ? (
    <EmptyState title={text.nothingYet} hint={text.nothingYetHint} />
  ) : (
    <EmptyState title={text.nothing} hint={text.nothingHint} />
  );
