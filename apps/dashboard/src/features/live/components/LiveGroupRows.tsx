import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { memo, useState } from 'react';
import { Swatch } from '../../../shared/charts/Legend.js';
import { viewColor } from '../../../shared/charts/view-colors.js';
import { messages } from '../../../shared/messages/messages.js';
import { Name } from '../../../shared/ui/Name.js';
import { type LiveGroup, presentRows } from '../live-groups.js';
import classes from './live.module.css';
import { LiveRowItem } from './LiveRowItem.js';

const text = messages.live;

/** How many rows of a view are shown until the user asks for all. */
const FIRST_ROWS = 25;

interface LiveGroupRowsProps {
  group: LiveGroup;
  /** The view that the page is filtered by, if any. */
  filteredBy: string | undefined;
  now: number;
  tz: string;
}

/** The rows of the sessions on one view, below a heading with their number. */
export const LiveGroupRows = memo(({ group, filteredBy, now, tz }: LiveGroupRowsProps) => {
  const [all, setAll] = useState(false);
  const { view, rows } = group;
  const present = presentRows(group);
  const visible = present.filter((row) => row.visible).length;
  return (
    <section className={classes.group} data-testid="live-group" data-view={view}>
      <header className={classes.groupHead}>
        {view === undefined ? (
          <h3 className={classes.view}>{text.noView}</h3>
        ) : (
          <h3 className={classes.view}>
            <Swatch color={viewColor(view)} />
            <Link to="/views" search={{ view }} className={classes.link}>
              <Name name={view} />
            </Link>
          </h3>
        )}
        <span className={classes.counts}>
          {view === undefined ? text.started(present.length) : text.counts(visible, present.length - visible)}
        </span>
      </header>
      <ul className={classes.rows}>
        {(all ? rows : rows.slice(0, FIRST_ROWS)).map((row) => (
          <LiveRowItem
            key={row.key}
            row={row}
            onView={view !== undefined}
            ends={filteredBy === undefined}
            now={now}
            tz={tz}
          />
        ))}
      </ul>
      {rows.length > FIRST_ROWS && (
        <Button variant="subtle" size="compact-xs" mt={4} onClick={() => setAll(!all)}>
          {all ? text.showFirst(FIRST_ROWS) : text.showAll(rows.length)}
        </Button>
      )}
    </section>
  );
});
