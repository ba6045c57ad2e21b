import type { RankedUser } from '@dwell/shared';
import { Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ACCENT_COLOR } from '../../charts/heat-scale.js';
import { TimeCells } from '../../charts/TimeCells.js';
import { onlyUser } from '../../filters/filters.js';
import type { Scope } from '../../filters/scope.js';
import { formatNumber } from '../../format/number.js';
import { messages } from '../../messages/messages.js';
import { Name } from '../../ui/Name.js';
import { Panel } from '../../ui/Panel.js';
import { QueryView } from '../../ui/states.js';
import { useTopUsers } from '../api/top-users.js';
import { TimeChange } from './ChangeLabel.js';
import { listOfPeople } from '../lists.js';
import { NoTime } from './NoTime.js';
import { RankingHead } from './RankingHead.js';
import classes from './statistics.module.css';

const text = messages.statistics;

const TOP_USERS = 10;

/** The users with the most time on page. Each leads to the page about this person. */
export const TopPeoplePanel = ({ scope }: { scope: Scope }) => (
  <Panel title={text.byPerson}>
    <QueryView query={useTopUsers(scope, TOP_USERS)}>
      {({ users, total, previous_window }) => {
        if (users.length === 0) return <NoTime scope={scope} />;
        // A share is a part of the time of all people in the ranking. So a person's time divided by this person's share
        // is the time of them all.
        const [longest] = users;
        const all = longest && longest.share > 0 ? longest.visible_duration / longest.share : 0;
        return (
          <>
            <div className={classes.room}>
              <Table className={classes.people} withRowBorders={false}>
                <RankingHead label={text.person} compares={previous_window !== null} />
                <Table.Tbody>
                  {users.map((user) => (
                    <PersonRow
                      key={user.username}
                      user={user}
                      longest={longest?.visible_duration ?? 0}
                      total={all}
                    />
                  ))}
                </Table.Tbody>
              </Table>
            </div>
            <Link to="/people" search={listOfPeople()} className={classes.allLink}>
              {text.allPeople(formatNumber(total))}
            </Link>
          </>
        );
      }}
    </QueryView>
  </Panel>
);

interface PersonRowProps {
  user: RankedUser;
  /** The longest time in the table, in seconds. */
  longest: number;
  /** The time of all people in the ranking, in seconds. */
  total: number;
}

const PersonRow = ({
  user,
  user: { username, visible_duration, visits, previous_visible_duration },
  longest,
  total,
}: PersonRowProps) => (
  <Table.Tr data-testid="person-row">
    <Table.Th scope="row" className={classes.name}>
      <div className={classes.nameLine}>
        <Link to="/people" search={onlyUser(username)} className={classes.view}>
          <Name name={username} />
        </Link>
      </div>
    </Table.Th>
    <TimeCells seconds={visible_duration} longest={longest} total={total} color={ACCENT_COLOR} />
    <Table.Td ta="right">{formatNumber(visits)}</Table.Td>
    {previous_visible_duration !== null && (
      <Table.Td ta="right" data-wide-only>
        <TimeChange of={user} />
      </Table.Td>
    )}
  </Table.Tr>
);
