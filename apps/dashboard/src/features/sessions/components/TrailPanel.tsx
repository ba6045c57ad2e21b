import type { SessionDetailAnswer } from '@dwell/shared';
import { Button, Paper, Table, Title } from '@mantine/core';
import { useState } from 'react';
import { Legend } from '../../../shared/charts/Legend.js';
import { OTHER_COLOR, SERIES_COLORS } from '../../../shared/charts/series-color.js';
import { Swatch } from '../../../shared/charts/Swatch.js';
import { messages } from '../../../shared/messages/messages.js';
import { startOfDay } from '../../../shared/time/zone.js';
import { Duration } from '../../../shared/ui/Duration.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { Instant } from '../../../shared/ui/Instant.js';
import type { ViewTime } from '../session-paths.js';
import { viewColors } from '../trail.js';
import { PathLabel } from './PathLabel.js';
import classes from './session-page.module.css';
import { TrailStrip } from './TrailStrip.js';

const text = messages.session;

const FIRST_SHOWN = 50;

const STATE_COLORS = { hidden: 'var(--hidden-time)', gap: 'var(--gap-time)' } as const;

interface TrailPanelProps {
  session: SessionDetailAnswer['session'];
  views: readonly ViewTime[];
  tz: string;
}

/** What happened when: the strip, its legend, and every stretch with its reason in words. */
export function TrailPanel({ session: { start, last_ping, trail }, views, tz }: TrailPanelProps) {
  const [all, setAll] = useState(false);
  const colorOf = viewColors(views);
  const oneDay = startOfDay(start, tz) === startOfDay(last_ping, tz);
  const clock = oneDay ? 'clock' : 'dayClock';
  const withOthers = views.length > SERIES_COLORS;
  const legend = [
    ...views
      .slice(0, SERIES_COLORS)
      .map(({ view }) => ({ key: `view ${view}`, label: view, color: colorOf(view) })),
    ...(withOthers ? [{ key: 'others', label: text.otherViews, color: OTHER_COLOR }] : []),
    ...(['hidden', 'gap'] as const)
      .filter((state) => trail.some((stretch) => stretch.state === state))
      .map((state) => ({ key: state, label: text.states[state], color: STATE_COLORS[state] })),
  ];
  return (
    <Paper component="section" aria-label={text.timeline}>
      <Title order={2} className={classes.title}>
        {text.timeline}
      </Title>
      {trail.length === 0 ? (
        <EmptyState title={text.noTrail} hint={text.noTrailHint} />
      ) : (
        <>
          <TrailStrip trail={trail} window={{ from: start, to: last_ping }} tz={tz} colorOf={colorOf} />
          <Legend label={text.legend} items={legend} />
          <Table.ScrollContainer minWidth={0}>
            <Table className={classes.table} data-testid="trail-table">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{text.from}</Table.Th>
                  <Table.Th scope="col" ta="right">
                    {text.length}
                  </Table.Th>
                  <Table.Th scope="col">{text.what}</Table.Th>
                  <Table.Th scope="col" className={classes.wide}>
                    {text.why}
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {(all ? trail : trail.slice(0, FIRST_SHOWN)).map(({ from, to, state, path }) => (
                  <Table.Tr key={from} data-state={state}>
                    <Table.Td className={classes.narrow}>
                      <Instant at={from} tz={tz} format={clock} />
                    </Table.Td>
                    <Table.Td ta="right" className={classes.narrow}>
                      <Duration seconds={to - from} />
                    </Table.Td>
                    <Table.Td>
                      <span className={classes.what}>
                        <Swatch color={state === 'visible' ? colorOf(path?.[0]) : STATE_COLORS[state]} />
                        {path ? <PathLabel path={path} /> : text.states[state]}
                      </span>
                    </Table.Td>
                    <Table.Td className={classes.wide} c="dimmed">
                      {text.reasons[state]}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
          {trail.length > FIRST_SHOWN && (
            <Button
              variant="subtle"
              size="xs"
              m="xs"
              onClick={() => {
                setAll(!all);
              }}
            >
              {all ? text.showFirst(FIRST_SHOWN) : text.showAll(trail.length)}
            </Button>
          )}
        </>
      )}
    </Paper>
  );
}
