import { Table } from '@mantine/core';
import { Swatch } from '../../../shared/charts/Legend.js';
import { TimeCells } from '../../../shared/charts/TimeCells.js';
import { messages } from '../../../shared/messages/messages.js';
import { EmptyState } from '../../../shared/ui/states.js';
import { Name } from '../../../shared/ui/Name.js';
import { Panel } from '../../../shared/ui/Panel.js';
import { sessionLooks, type ViewTime } from '../session-times.js';
import classes from './SessionPage.module.css';

const text = messages.session;

interface SessionViewsPanelProps {
  views: readonly ViewTime[];
  /** The view whose rows stand out, if any. */
  highlighted: string | undefined;
  /** Time on all views, in seconds. */
  total: number;
}

/** A session's time by view, with the tabs below their view. */
export const SessionViewsPanel = ({ views, highlighted, total }: SessionViewsPanelProps) => {
  const lookOf = sessionLooks(views);
  const longest = views[0]?.seconds ?? 0;
  return (
    <Panel title={text.byView}>
      {views.length === 0 ? (
        <EmptyState title={text.neverVisible} />
      ) : (
        <Table className={`${classes.table} ${classes.grouped}`} data-testid="session-views-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{text.view}</Table.Th>
              <Table.Th scope="col" colSpan={2}>
                {text.timeVisible}
              </Table.Th>
              <Table.Th scope="col" ta="right" data-wide-only>
                {text.share}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          {views.map(({ view, seconds, tabs }) => (
            <Table.Tbody key={view} data-highlighted={view === highlighted}>
              <Table.Tr data-testid="view-row">
                <Table.Th scope="row" className={classes.name}>
                  <span className={classes.what}>
                    <Swatch {...lookOf(view)} />
                    <Name name={view} />
                  </span>
                </Table.Th>
                <TimeCells seconds={seconds} longest={longest} total={total} color={lookOf(view).color} />
              </Table.Tr>
              {tabs.map((tab) => (
                <Table.Tr key={tab.tab ?? ''} data-testid="tab-row">
                  <Table.Th scope="row" className={classes.tab}>
                    {tab.tab === null ? <em>{text.noTab}</em> : <Name name={tab.tab} />}
                  </Table.Th>
                  <TimeCells
                    seconds={tab.seconds}
                    longest={longest}
                    total={total}
                    color={lookOf(view).color}
                    faint
                  />
                </Table.Tr>
              ))}
            </Table.Tbody>
          ))}
        </Table>
      )}
    </Panel>
  );
};
