import type { RankedUser } from '@dwell/shared';
import { Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { onlyUser } from '../../../shared/filters/filters.js';
import type { Scope } from '../../../shared/filters/scope.js';
import { formatInstant } from '../../../shared/format/instant.js';
import { messages } from '../../../shared/messages/messages.js';
import { Name } from '../../../shared/ui/Name.js';
import { useKnownPeople } from '../api/known-people.js';
import classes from './people.module.css';

const text = messages.persons;

interface PeopleWithoutTimeProps {
  scope: Scope;
  /** The part of a name that the user searches for. */
  search: string;
  /** All people with time in the window whose names have this part. */
  ranked: readonly RankedUser[];
}

/**
 * The people who were seen at some time and whose names match, but who have no time in the window. Shows nothing while
 * the filters select people or leave out groups.
 */
export const PeopleWithoutTime = ({ scope, search, ranked }: PeopleWithoutTimeProps) => {
  const { usernames, groups, notUsernames, notGroups } = scope;
  // A filter by people leaves out people who do have time, and the page does not know who is in a group.
  const isFiltered = [usernames, groups, notGroups].some((names) => names.length > 0);
  const known = useKnownPeople(isFiltered ? undefined : search);
  const listed = new Set([...ranked.map(({ username }) => username), ...notUsernames]);
  const { people = [], next_cursor } = known.data ?? {};
  const others = people.filter(({ username }) => !listed.has(username));
  const isEmpty = others.length === 0 && next_cursor === undefined;
  if (isFiltered || known.isPlaceholderData || isEmpty) return null;
  return (
    <section aria-label={text.withoutTime}>
      <Title order={2} p="14px 18px 6px">
        {scope.view === undefined ? text.withoutTime : text.withoutTimeOnView}
      </Title>
      <ul className={classes.withoutTime} data-testid="people-without-time">
        {others.map(({ username, last_seen }) => (
          <li key={username}>
            <Link to="/people" search={onlyUser(username)}>
              <Name name={username} />
            </Link>
            <span className={classes.seen}>
              {messages.people.seen(formatInstant(last_seen, scope.tz, 'date'))}
            </span>
          </li>
        ))}
      </ul>
      {next_cursor !== undefined && (
        <Text size="sm" c="dimmed" px={18} pb="sm">
          {text.moreWithoutTime}
        </Text>
      )}
    </section>
  );
};
