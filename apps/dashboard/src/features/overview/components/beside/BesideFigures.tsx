import { SegmentedControl, Table } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { formatNumber } from '../../../../shared/format/number.js';
import { messages } from '../../../../shared/messages/messages.js';
import { Panel } from '../../../../shared/ui/Panel.js';
import { QueryView } from '../../../../shared/ui/states.js';
import { Duration } from '../../../../shared/ui/times.js';
import { type FigurePair, figurePairs } from '../../beside-figures.js';
import type { useSummaries } from '../../api/beside.js';
import type { Sides } from '../../beside-sides.js';
import classes from './beside.module.css';
import { PairOfBars } from './PairOfBars.js';
import { SideName } from './SideName.js';

const text = messages.beside;

interface BesideFiguresProps {
  sides: Sides;
  summaries: ReturnType<typeof useSummaries>;
  /** Whether the charts divide times by the number of users. */
  perUser: boolean;
}

/** The figures of both sides, and the choice between total times and times per user. */
export const BesideFigures = ({ sides, summaries, perUser }: BesideFiguresProps) => {
  const navigate = useNavigate();
  return (
    <Panel title={text.figures}>
      <div className={classes.controls}>
        <SegmentedControl
          size="xs"
          aria-label={text.measure}
          value={perUser ? 'user' : 'all'}
          data={[
            { value: 'all', label: text.inAll },
            { value: 'user', label: text.perUser },
          ]}
          onChange={(value) =>
            void navigate({
              to: '.',
              search: (before) => ({ ...before, per: value === 'user' ? 'user' : undefined }),
            })
          }
        />
      </div>
      <QueryView query={summaries}>
        {([one, other]) => (
          <Table className={classes.table}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{text.figure}</Table.Th>
                <Table.Th scope="col" data-wide-only>
                  {text.asBars}
                </Table.Th>
                {sides.map((side) => (
                  <Table.Th key={side.key} scope="col" ta="right">
                    <SideName side={side} />
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {figurePairs(one.current, other.current).map((pair) => (
                <Table.Tr key={pair.name} data-testid={`pair-${pair.name}`}>
                  <Table.Th scope="row">{text.names[pair.name]}</Table.Th>
                  <Table.Td data-wide-only className={classes.bars}>
                    <PairOfBars
                      sides={sides}
                      values={[pair.first ?? 0, pair.second ?? 0]}
                      longest={Math.max(pair.first ?? 0, pair.second ?? 0)}
                    />
                  </Table.Td>
                  <Table.Td ta="right">
                    <FigureValue unit={pair.unit} value={pair.first} />
                  </Table.Td>
                  <Table.Td ta="right">
                    <FigureValue unit={pair.unit} value={pair.second} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </QueryView>
    </Panel>
  );
};

const FigureValue = ({ unit, value }: { unit: FigurePair['unit']; value: number | null }) => {
  if (value === null) return '–';
  if (unit === 'seconds') return <Duration seconds={value} />;
  return formatNumber(unit === 'ratio' ? Math.round(value * 10) / 10 : value);
};
