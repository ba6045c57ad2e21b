import { messages } from '../../../shared/messages/messages.js';
import classes from './sessions.module.css';

interface ActivityBadgeProps {
  active: boolean;
  /** Only the dot where there is little room. */
  short?: boolean;
}

/** Whether a session is still going on. */
export const ActivityBadge = ({ active, short = false }: ActivityBadgeProps) => (
  <span className={classes.badge} data-active={active} data-short={short} data-testid="activity">
    {active ? messages.sessions.active : messages.sessions.ended}
  </span>
);
