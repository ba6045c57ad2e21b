import { Button, Table } from '@mantine/core';
import { useState } from 'react';
import { sumSeconds } from '../../charts/series.js';
import { useViews } from '../../filters/api/views.js';
import type { Scope } from '../../filters/scope.js';
import { messages } from '../../messages/messages.js';
import { QueryView } from '../../ui/states.js';
import { Panel } from '../../ui/Panel.js';
import classes from './statistics.module.css';
import { NoTime } from './NoTime.js';
import { RankingHead } from './RankingHead.js';
import { ViewRows } from './ViewRows.js';

const text = messages.statistics;

const TOP_VIEWS = 12;

/** The views by time on page, longest first. */
export const ViewsPanel = ({ scope }: { scope: Scope }) => {
  const views = useViews(scope);
  const [all, setAll] = useState(false);
  return (
    <Panel title={text.byView}>
      <QueryView query={views}>
        {({ views: ranked, previous_window }) => {
          if (ranked.length === 0) return <NoTime scope={scope} />;
          const total = sumSeconds(ranked.map((view) => view.visible_duration));
          const longest = ranked[0]?.visible_duration ?? 0;
          return (
            <>
              <div className={classes.room}>
                <Table className={classes.table}>
                  <RankingHead label={text.view} compares={previous_window !== null} />
                  {(all ? ranked : ranked.slice(0, TOP_VIEWS)).map((view) => (
                    <ViewRows key={view.view} view={view} total={total} longest={longest} />
                  ))}
                </Table>
              </div>
              {ranked.length > TOP_VIEWS && (
                <Button variant="subtle" size="xs" m="xs" onClick={() => setAll(!all)}>
                  {all ? text.showTop(TOP_VIEWS) : text.showAll(ranked.length)}
                </Button>
              )}
            </>
          );
        }}
      </QueryView>
    </Panel>
  );
};
