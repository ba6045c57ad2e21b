import { Button, Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatShare } from '../../../../shared/format/number.js';
import { messages } from '../../../../shared/messages/messages.js';
import { NoTime } from '../../../../shared/statistics/components/NoTime.js';
import { Name } from '../../../../shared/ui/Name.js';
import { Panel } from '../../../../shared/ui/Panel.js';
import { QueryView } from '../../../../shared/ui/states.js';
import { Duration } from '../../../../shared/ui/times.js';
import { useViewsOfSides } from '../../api/beside.js';
import { viewPairs } from '../../beside-figures.js';
import type { SidesProps } from '../../beside-sides.js';
import classes from './beside.module.css';
import { PairOfBars } from './PairOfBars.js';
import { SideName } from './SideName.js';

const text = messages.statistics;

const TOP_VIEWS = 12;

/** The time of both sides on each view, and its share of the side's time on all views. */
export const BesideViews = ({ sides, divisors, perUser }: SidesProps) => {
  const views = useViewsOfSides(sides);
  const [all, setAll] = useState(false);
  return (
    <Panel title={perUser ? messages.beside.perUserOf(text.byView) : text.byView}>
      <QueryView query={views}>
        {([one, other]) => {
          const pairs = viewPairs(one, other, divisors);
          if (pairs.length === 0) return <NoTime scope={sides[0].scope} />;
          const longest = Math.max(...pairs.flatMap((pair) => [pair.first.seconds, pair.second.seconds]));
          return (
            <>
              <Table className={classes.table}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th scope="col">{text.view}</Table.Th>
                    <Table.Th scope="col" data-wide-only>
                      {messages.beside.asBars}
                    </Table.Th>
                    {sides.map((side) => (
                      <Table.Th key={side.key} scope="col" ta="right">
                        <SideName side={side} />
                      </Table.Th>
                    ))}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {pairs.slice(0, all ? undefined : TOP_VIEWS).map((pair) => (
                    <Table.Tr key={pair.view} data-testid="view-pair">
                      <Table.Th scope="row" className={classes.view}>
                        <Link to="." search={(before) => ({ ...before, view: pair.view })}>
                          <Name name={pair.view} />
                        </Link>
                      </Table.Th>
                      <Table.Td data-wide-only className={classes.bars}>
                        <PairOfBars
                          sides={sides}
                          values={[pair.first.seconds, pair.second.seconds]}
                          longest={longest}
                        />
                      </Table.Td>
                      {sides.map(({ key }) => (
                        <Table.Td key={key} ta="right">
                          <Duration seconds={pair[key].seconds} />
                          <span className={classes.share}>{formatShare(pair[key].share)}</span>
                        </Table.Td>
                      ))}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
              {pairs.length > TOP_VIEWS && (
                <Button variant="subtle" size="xs" m="xs" onClick={() => setAll(!all)}>
                  {all ? text.showTop(TOP_VIEWS) : text.showAll(pairs.length)}
                </Button>
              )}
            </>
          );
        }}
      </QueryView>
    </Panel>
  );
};
