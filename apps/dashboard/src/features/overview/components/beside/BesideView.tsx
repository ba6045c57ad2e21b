import { Stack, Title, VisuallyHidden } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import type { Beside } from '../../../../shared/filters/beside.js';
import { useGroups } from '../../../../shared/filters/api/groups.js';
import type { Scope } from '../../../../shared/filters/scope.js';
import { plainName } from '../../../../shared/format/names.js';
import { messages } from '../../../../shared/messages/messages.js';
import { EmptyState } from '../../../../shared/ui/states.js';
import { useSummaries } from '../../api/beside.js';
import { sidesOf } from '../../beside-sides.js';
import { BesideFigures } from './BesideFigures.js';
import { BesideTimeline } from './BesideTimeline.js';
import { BesideViews } from './BesideViews.js';
import classes from './beside.module.css';

interface BesideViewProps {
  scope: Scope;
  beside: Beside;
}

/** The figures of the page's filters and those of other people, side by side and in one scale. */
export const BesideView = ({ scope, beside }: BesideViewProps) => {
  const { per } = useSearch({ from: '/shell' });
  const sides = sidesOf(scope, beside);
  const summaries = useSummaries(sides);
  const isGroup = beside !== 'others' && beside.kind === 'group';
  const groups = useGroups(isGroup);
  if (isGroup && groups.data?.some(({ name }) => name === beside.name) === false) {
    return <EmptyState title={messages.filters.missingGroup(plainName(beside.name))} />;
  }
  const perUser = per === 'user';
  // Times per user need the numbers of users for the present filters, not for those before the last change.
  const isDivisible = !perUser || (summaries.data !== undefined && !summaries.isPlaceholderData);
  const divisorOf = (side: 0 | 1): number =>
    perUser ? Math.max(1, summaries.data?.[side].current.users ?? 1) : 1;
  const divisors = { first: divisorOf(0), second: divisorOf(1) };
  return (
    <Stack gap="md" className={classes.beside}>
      <VisuallyHidden>
        <Title order={1}>{messages.overview.title}</Title>
      </VisuallyHidden>
      <BesideFigures sides={sides} summaries={summaries} perUser={perUser} />
      {isDivisible && (
        <>
          <BesideTimeline sides={sides} divisors={divisors} perUser={perUser} />
          <BesideViews sides={sides} divisors={divisors} perUser={perUser} />
        </>
      )}
    </Stack>
  );
};
