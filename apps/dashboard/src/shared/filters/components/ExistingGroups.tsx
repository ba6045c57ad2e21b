import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { plainName } from '../../format/names.js';
import { messages } from '../../messages/messages.js';
import { EmptyState, LoadingState } from '../../ui/states.js';
import { useMissingGroups } from '../api/groups.js';
import { selectsNobody, withoutGroups } from '../filters.js';
import { useFilters } from '../use-filters.js';
import classes from './FilterBar.module.css';

const text = messages.filters;

/**
 * Shows a page once it is known which groups of the filters exist. Names the groups that do not exist; the page ignores
 * them. If the filters select nobody without these groups, says so in place of the page.
 */
export const ExistingGroups = ({ children }: { children: ReactNode }) => {
  const [filters, change] = useFilters();
  const { missing, isPending } = useMissingGroups(filters);
  if (isPending) return <LoadingState lines={8} />;
  const [first] = missing;
  return (
    <>
      <div role="status">
        {first !== undefined && (
          <Group className={classes.missing} gap="xs">
            <Text size="sm">
              {missing.length === 1
                ? text.missingGroup(plainName(first))
                : text.missingGroups(missing.map(plainName).join(', '))}
            </Text>
            <Button
              variant="default"
              size="compact-xs"
              onClick={() => {
                const { groups, not_groups } = withoutGroups(filters, missing);
                change({ groups, not_groups });
              }}
            >
              {text.dropMissing}
            </Button>
          </Group>
        )}
      </div>
      {selectsNobody(filters, missing) ? <EmptyState title={text.nobodySelected} /> : children}
    </>
  );
};
