import type { ViewFigures } from '@dwell/shared';
import { ActionIcon, Table } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { viewColor } from '../../charts/view-colors.js';
import { Swatch } from '../../charts/Legend.js';
import { TimeCells } from '../../charts/TimeCells.js';
import { plainName } from '../../format/names.js';
import { formatNumber } from '../../format/number.js';
import { messages } from '../../messages/messages.js';
import { Name } from '../../ui/Name.js';
import { TimeChange } from './ChangeLabel.js';
import classes from './statistics.module.css';

const text = messages.statistics;

interface ViewRowsProps {
  view: ViewFigures;
  /** Time on all views, in seconds. */
  total: number;
  /** Time on the longest view, in seconds. */
  longest: number;
}

/** A view's row, and the rows of its tabs, which a button shows and hides. */
export const ViewRows = ({ view, total, longest }: ViewRowsProps) => {
  const [opened, setOpened] = useState(false);
  const tabsId = useId();
  const color = viewColor(view.view);
  const hasTabs = view.tabs.some(({ tab }) => tab !== null);
  const figures = (
    { visible_duration, visits }: Pick<ViewFigures, 'visible_duration' | 'visits'>,
    faint = false,
  ) => (
    <>
      <TimeCells seconds={visible_duration} longest={longest} total={total} color={color} faint={faint} />
      <Table.Td ta="right">{formatNumber(visits)}</Table.Td>
    </>
  );
  return (
    <>
      <Table.Tbody>
        <Table.Tr data-testid="view-row">
          <Table.Th scope="row" className={classes.name}>
            <div className={classes.nameLine}>
              {hasTabs ? (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={text.tabsOf(plainName(view.view))}
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
              <Link to="." search={(before) => ({ ...before, view: view.view })} className={classes.view}>
                <Name name={view.view} />
              </Link>
            </div>
          </Table.Th>
          {figures(view)}
          {view.previous_visible_duration !== null && (
            <Table.Td ta="right" data-wide-only>
              <TimeChange of={view} />
            </Table.Td>
          )}
        </Table.Tr>
      </Table.Tbody>
      {hasTabs && (
        <Table.Tbody id={tabsId} hidden={!opened} className={classes.tabs}>
          {view.tabs.map((tab) => (
            <Table.Tr key={tab.tab ?? ''} data-testid="tab-row">
              <Table.Th scope="row" className={classes.tab}>
                {tab.tab === null ? <em>{text.noTab}</em> : <Name name={tab.tab} />}
              </Table.Th>
              {figures(tab, true)}
              {view.previous_visible_duration !== null && <Table.Td data-wide-only />}
            </Table.Tr>
          ))}
        </Table.Tbody>
      )}
    </>
  );
};
