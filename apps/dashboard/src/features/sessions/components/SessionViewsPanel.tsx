import { Table } from '@mantine/core';
import { BarTrack } from '../../../shared/charts/BarTrack.js';
import { Swatch } from '../../../shared/charts/Swatch.js';
import { formatPercent } from '../../../shared/format/number.js';
import { messages } from '../../../shared/messages/messages.js';
import { Duration } from '../../../shared/ui/Duration.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { Panel } from '../../../shared/ui/Panel.js';
import { viewColors, type ViewTime } from '../session-times.js';
import classes from './SessionPage.module.css';

const text = messages.session;

interface SessionViewsPanelProps {
  views: readonly ViewTime[];
  /** Time on all views, in seconds. */
  total: number;
}

/** A session's time by view, with the tabs below their view. */
export const SessionViewsPanel = ({ views, total }: SessionViewsPanelProps) => {
  const colorOf = viewColors(views);
  const longest = views[0]?.seconds ?? 0;
  const row = (seconds: number, color: string, faint: boolean) => (
    <>
      <Table.Td className={classes.bar}>
        <BarTrack share={longest > 0 ? seconds / longest : 0} color={color} faint={faint} />
      </Table.Td>
      <Table.Td ta="right">
        <Duration seconds={seconds} />
      </Table.Td>
      <Table.Td ta="right" className={classes.wide}>
        {formatPercent(total > 0 ? seconds / total : 0)}
      </Table.Td>
    </>
  );
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
              <Table.Th scope="col" ta="right" className={classes.wide}>
                {text.share}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          {views.map(({ view, seconds, tabs }) => (
            <Table.Tbody key={view}>
              <Table.Tr data-testid="view-row" data-view={view}>
                <Table.Th scope="row" className={classes.name}>
                  <span className={classes.what}>
                    <Swatch color={colorOf(view)} />
                    <span className={classes.clip}>{view}</span>
                  </span>
                </Table.Th>
                {row(seconds, colorOf(view), false)}
              </Table.Tr>
              {tabs.map((tab) => (
                <Table.Tr key={tab.tab ?? ''} data-testid="tab-row" data-tab={tab.tab ?? ''}>
                  <Table.Th scope="row" className={classes.tab}>
                    {tab.tab ?? <em>{text.noTab}</em>}
                  </Table.Th>
                  {row(tab.seconds, colorOf(view), true)}
                </Table.Tr>
              ))}
            </Table.Tbody>
          ))}
        </Table>
      )}
    </Panel>
  );
};
