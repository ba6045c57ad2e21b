import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { formatInstant } from '../../../shared/format/instant.js';
import { formatMinutes } from '../../../shared/format/duration.js';
import { plainName } from '../../../shared/format/names.js';
import { endStyle } from '../../../shared/format/window.js';
import { onlyUser } from '../../../shared/filters/filters.js';
import { messages } from '../../../shared/messages/messages.js';
import { Name, PathName } from '../../../shared/ui/Name.js';
import type { LiveRow } from '../live-groups.js';
import classes from './live.module.css';

const text = messages.live;

interface LiveRowItemProps {
  row: LiveRow;
  /** Whether the row is in the group of a view, not in the group of sessions that have not shown a view yet. */
  onView: boolean;
  /**
   * Whether a session that disappears from the stream has ended. With a view filter, it may only have left the view.
   */
  ends: boolean;
  now: number;
  tz: string;
}

/** A session on one view and tab. */
export const LiveRowItem = memo(({ row, onView, ends, now, tz }: LiveRowItemProps) => {
  const { username, tab, visible, sessionId, since, arrivedAt, leftAt } = row;
  const gone = leftAt !== undefined;
  return (
    <li
      className={classes.row}
      data-testid="live-row"
      data-session={sessionId}
      data-arrived={arrivedAt !== undefined || undefined}
      data-left={gone || undefined}
      data-visible={gone ? undefined : visible}
    >
      <span className={classes.person}>
        <Link to="/people" search={onlyUser(username)} className={classes.link}>
          <Name name={username} />
        </Link>
      </span>
      <span className={classes.tab}>{tab !== null && <Name name={tab} />}</span>
      {gone ? (
        <span className={classes.left}>
          <WhereTo row={row} ends={ends} />
        </span>
      ) : (
        <>
          <span className={classes.state} data-visible={visible}>
            {onView ? (visible ? text.visible : text.hidden) : text.notYet}
          </span>
          <span className={classes.there} data-figure>
            {formatMinutes(Math.max(0, now - since))}
            <span className={classes.since}>
              {text.since(formatInstant(since, tz, endStyle(since, now, tz), now))}
            </span>
          </span>
        </>
      )}
      <Link
        to="/sessions/$sessionId"
        params={{ sessionId }}
        className={classes.session}
        aria-label={text.sessionOf(plainName(username))}
      >
        {text.session}
      </Link>
    </li>
  );
});

/** Says where the session went after its row left: to another view, or to its end. */
const WhereTo = ({ row: { wentTo }, ends }: { row: LiveRow; ends: boolean }) => {
  if (!wentTo) return ends ? text.ended : text.leftView;
  return (
    <>
      {text.wentTo} <PathName path={wentTo.tab === null ? [wentTo.view] : [wentTo.view, wentTo.tab]} />
    </>
  );
};
