import type { SessionDetailAnswer } from '@dwell/shared';
import { Button, Table } from '@mantine/core';
import { useState } from 'react';
import { sumSeconds } from '../../../shared/charts/series.js';
import { Swatch } from '../../../shared/charts/Legend.js';
import { messages } from '../../../shared/messages/messages.js';
import { startOfDay } from '../../../shared/time/zone.js';
import { Duration, Instant } from '../../../shared/ui/times.js';
import { Panel } from '../../../shared/ui/Panel.js';
import { TableFrame } from '../../../shared/ui/TableFrame.js';
import { sessionLooks, STATE_COLORS, type ViewTime } from '../session-times.js';
import { PathLabel } from './PathLabel.js';
import classes from './SessionPage.module.css';

const text = messages.session;

/** How many stretches of a long trail are shown until the user asks for all. */
const FIRST_STRETCHES = 50;

interface StretchesPanelProps {
  session: SessionDetailAnswer['session'];
  views: readonly ViewTime[];
  /** The view whose rows are highlighted, if any. */
  highlighted: string | undefined;
  tz: string;
}

/**
 * A table of the stretches of a session's trail: from when, how long, in which state, and why. It says in words what
 * TrailStrip draws.
 */
export const StretchesPanel = ({
  session: { start, last_ping, trail },
  views,
  highlighted,
  tz,
}: StretchesPanelProps) => {
  const [all, setAll] = useState(false);
  if (trail.length === 0) return null;
  const lookOf = sessionLooks(views);
  const clock = startOfDay(start, tz) === startOfDay(last_ping, tz) ? 'clock' : 'dayClock';
  return (
    <Panel title={text.stretches}>
      <TableFrame label={text.stretches}>
        <Table className={classes.table} data-testid="trail-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{text.from}</Table.Th>
              <Table.Th scope="col" ta="right">
                {text.length}
              </Table.Th>
              <Table.Th scope="col">{text.what}</Table.Th>
              <Table.Th scope="col" data-wide-only>
                {text.why}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {(all ? trail : trail.slice(0, FIRST_STRETCHES)).map(({ from, to, state, path }) => (
              <Table.Tr
                key={from}
                data-state={state}
                data-highlighted={path !== undefined && path[0] === highlighted}
              >
                <Table.Td className={classes.narrow}>
                  <Instant at={from} tz={tz} format={clock} />
                </Table.Td>
                <Table.Td ta="right" className={classes.narrow}>
                  <Duration seconds={sumSeconds([to, -from])} />
                </Table.Td>
                <Table.Td className={classes.rest}>
                  <span className={classes.what}>
                    <Swatch {...(state === 'visible' ? lookOf(path?.[0]) : { color: STATE_COLORS[state] })} />
                    {path ? <PathLabel path={path} /> : text.states[state]}
                  </span>
                  <div className={classes.whyBelow}>{text.reasons[state]}</div>
                </Table.Td>
                <Table.Td data-wide-only c="dimmed">
                  {text.reasons[state]}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </TableFrame>
      {trail.length > FIRST_STRETCHES && (
        <Button variant="subtle" size="xs" m="xs" onClick={() => setAll(!all)}>
          {all ? text.showFirst(FIRST_STRETCHES) : text.showAll(trail.length)}
        </Button>
      )}
    </Panel>
  );
};
