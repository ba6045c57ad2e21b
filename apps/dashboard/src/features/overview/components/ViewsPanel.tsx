import { Button, Paper, Table, Title } from '@mantine/core';
import { useState } from 'react';
import { sumSeconds } from '../../../shared/charts/series.js';
import type { Scope } from '../../../shared/filters/filters.js';
import { messages } from '../../../shared/messages/messages.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { QueryView } from '../../../shared/ui/QueryView.js';
import { useViews } from '../../../shared/api/views.js';
import { ViewRows } from './ViewRows.js';
import classes from './ViewsPanel.module.css';

const text = messages.overview;

const FIRST_SHOWN = 12;

/** Views ranked by time on page, each with its tabs inside. */
export const ViewsPanel = ({ scope }: { scope: Scope }) => {
  const views = useViews(scope);
  const [all, setAll] = useState(false);
  return (
    <Paper component="section" aria-label={text.byView}>
      <Title order={2} className={classes.title}>
        {text.byView}
      </Title>
      <QueryView query={views}>
        {({ views: ranked }) => {
          if (ranked.length === 0) return <EmptyState title={text.nothing} hint={text.nothingHint} />;
          const total = sumSeconds(ranked.map((view) => view.visible_duration));
          const longest = ranked[0]?.visible_duration ?? 0;
          return (
            <>
              <Table className={classes.table} data-testid="views-table">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th scope="col">{text.view}</Table.Th>
                    <Table.Th scope="col" colSpan={2}>
                      {text.timeOnPage}
                    </Table.Th>
                    <Table.Th scope="col" ta="right" className={classes.wide}>
                      {text.share}
                    </Table.Th>
                    <Table.Th scope="col" ta="right">
                      {text.visits}
                    </Table.Th>
                    <Table.Th scope="col" ta="right" className={classes.wide}>
                      {text.change}
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                {(all ? ranked : ranked.slice(0, FIRST_SHOWN)).map((view, rank) => (
                  <ViewRows key={view.view} view={view} rank={rank} total={total} longest={longest} />
                ))}
              </Table>
              {ranked.length > FIRST_SHOWN && (
                <Button variant="subtle" size="xs" m="xs" onClick={() => setAll(!all)}>
                  {all ? text.showTop(FIRST_SHOWN) : text.showAll(ranked.length)}
                </Button>
              )}
            </>
          );
        }}
      </QueryView>
    </Paper>
  );
};
