import type { ViewFigures } from '@dwell/shared';
import { ActionIcon, Table } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { BarTrack } from '../../../shared/charts/BarTrack.js';
import { seriesColor } from '../../../shared/charts/series.js';
import { Swatch } from '../../../shared/charts/Swatch.js';
import { formatDuration } from '../../../shared/format/duration.js';
import { formatNumber, formatPercent } from '../../../shared/format/number.js';
import { messages } from '../../../shared/messages/messages.js';
import { Duration } from '../../../shared/ui/Duration.js';
import { ChangeLabel } from './ChangeLabel.js';
import classes from './overview.module.css';

const text = messages.overview;

interface ViewRowsProps {
  view: ViewFigures;
  rank: number;
  /** Time on all views, in seconds. */
  total: number;
  /** Time on the longest view, in seconds. */
  longest: number;
}

/** A view's row, and the rows of its tabs, which a button shows and hides. */
export const ViewRows = ({ view, rank, total, longest }: ViewRowsProps) => {
  const [opened, setOpened] = useState(false);
  const tabsId = useId();
  const color = seriesColor(rank);
  const hasTabs = view.tabs.some(({ tab }) => tab !== null);
  const figures = (
    { visible_duration, visits }: Pick<ViewFigures, 'visible_duration' | 'visits'>,
    faint = false,
  ) => (
    <>
      <Table.Td className={classes.bar}>
        <BarTrack share={longest > 0 ? visible_duration / longest : 0} color={color} faint={faint} />
      </Table.Td>
      <Table.Td ta="right" className={classes.duration}>
        <Duration seconds={visible_duration} />
      </Table.Td>
      <Table.Td ta="right" className={classes.wide}>
        {formatPercent(total > 0 ? visible_duration / total : 0)}
      </Table.Td>
      <Table.Td ta="right">{formatNumber(visits)}</Table.Td>
    </>
  );
  return (
    <>
      <Table.Tbody>
        <Table.Tr data-testid="view-row" data-view={view.view}>
          <Table.Th scope="row" className={classes.name}>
            <div className={classes.nameLine}>
              {hasTabs ? (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={text.tabsOf(view.view)}
                  aria-expanded={opened}
                  aria-controls={tabsId}
                  onClick={() => setOpened(!opened)}
                >
                  <IconChevronRight size={14} className={classes.chevron} data-opened={opened} />
                </ActionIcon>
              ) : (
                <span className={classes.noChevron} />
              )}
              <Swatch color={color} />
              <Link
                to="."
                search={(before) => ({ ...before, view: view.view })}
                className={classes.view}
                title={text.filterBy(view.view)}
              >
                {view.view}
              </Link>
            </div>
          </Table.Th>
          {figures(view)}
          <Table.Td ta="right" className={classes.wide}>
            <ChangeLabel
              current={view.visible_duration}
              before={view.previous_visible_duration}
              format={formatDuration}
            />
          </Table.Td>
        </Table.Tr>
      </Table.Tbody>
      {hasTabs && (
        <Table.Tbody id={tabsId} hidden={!opened} className={classes.tabs}>
          {view.tabs.map((tab) => (
            <Table.Tr key={tab.tab ?? ''} data-testid="tab-row" data-tab={tab.tab ?? ''}>
              <Table.Th scope="row" className={classes.tab}>
                {tab.tab ?? <em>{text.noTab}</em>}
              </Table.Th>
              {figures(tab, true)}
              <Table.Td className={classes.wide} />
            </Table.Tr>
          ))}
        </Table.Tbody>
      )}
    </>
  );
};
