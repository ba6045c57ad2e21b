import type { RankedUser } from '@dwell/shared';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { statisticCsvUrl } from '../../../shared/api/csv-url.js';
import { onlyUser } from '../../../shared/filters/filters.js';
import { type Scope, statisticsQuery } from '../../../shared/filters/scope.js';
import { formatNumber } from '../../../shared/format/number.js';
import { listOfPeople } from '../../../shared/statistics/lists.js';
import { messages } from '../../../shared/messages/messages.js';
import { useTopUsers } from '../../../shared/statistics/api/top-users.js';
import { TimeChange } from '../../../shared/statistics/components/ChangeLabel.js';
import { NoTime } from '../../../shared/statistics/components/NoTime.js';
import { CsvLink } from '../../../shared/ui/CsvLink.js';
import { DataTable } from '../../../shared/ui/DataTable.js';
import { Name } from '../../../shared/ui/Name.js';
import { QueryView } from '../../../shared/ui/states.js';
import { columnsFor } from '../../../shared/ui/table-features.js';
import { Duration, Instant } from '../../../shared/ui/times.js';
import { Share } from './cells.js';
import { TablePanel } from './TablePanel.js';
import classes from './views.module.css';

const text = messages.views;

/** The most people that the page of a view lists. The page People lists all. */
const MAX_PEOPLE = 15;

const helper = columnsFor<RankedUser>();

interface ColumnsOptions {
  view: string;
  tz: string;
  /** Whether the rows have the time of an earlier window. */
  compares: boolean;
  /** The largest share of a person, from 0 to 1. */
  largest: number;
}

const columnsOf = ({ view, tz, compares, largest }: ColumnsOptions) =>
  helper.columns([
    helper.accessor('username', {
      header: text.person,
      cell: ({ getValue }) => (
        <Link to="/people" search={onlyUser(getValue())} className={classes.link}>
          <Name name={getValue()} />
        </Link>
      ),
    }),
    helper.accessor('visible_duration', {
      header: text.timeThere,
      meta: { align: 'right' },
      cell: ({ getValue }) => <Duration seconds={getValue()} />,
    }),
    helper.accessor('share', {
      header: text.share,
      meta: { align: 'right', wideOnly: true },
      cell: ({ getValue }) => <Share share={getValue()} largest={largest} view={view} />,
    }),
    helper.accessor('visits', {
      header: text.visits,
      meta: { align: 'right' },
      cell: ({ getValue }) => formatNumber(getValue()),
    }),
    ...(compares
      ? [
          helper.accessor('previous_visible_duration', {
            header: text.change,
            meta: { align: 'right', wideOnly: true },
            cell: ({ row: { original } }) => <TimeChange of={original} />,
          }),
        ]
      : []),
    helper.accessor('last_seen', {
      header: text.lastSeen,
      meta: { align: 'right', wideOnly: true },
      cell: ({ getValue }) => <Instant at={getValue()} tz={tz} />,
    }),
  ]);

/** The people with the most time on a view. */
export const PeoplePanel = ({ scope, view }: { scope: Scope; view: string }) => {
  const people = useTopUsers(scope, MAX_PEOPLE);
  const compares = (people.data?.previous_window ?? null) !== null;
  const largest = people.data?.users[0]?.share ?? 1;
  const { tz } = scope;
  const columns = useMemo(() => columnsOf({ view, tz, compares, largest }), [view, tz, compares, largest]);
  return (
    <TablePanel
      title={text.people}
      controls={<CsvLink href={statisticCsvUrl('users', statisticsQuery(scope))} label={text.csvOfPeople} />}
    >
      <QueryView query={people}>
        {({ users, total }) =>
          users.length === 0 ? (
            <NoTime scope={scope} />
          ) : (
            <>
              <DataTable
                caption={text.people}
                columns={columns}
                rows={users}
                rowId={({ username }) => username}
              />
              {users.length < total && (
                <div className={classes.more}>
                  <Link to="/people" search={listOfPeople()} className={classes.away}>
                    {text.allPeople(total)}
                  </Link>
                </div>
              )}
            </>
          )
        }
      </QueryView>
    </TablePanel>
  );
};
