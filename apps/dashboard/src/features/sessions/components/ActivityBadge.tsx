import { messages } from '../../../shared/messages/messages.js';
import classes from './sessions.module.css';

interface ActivityBadgeProps {
  active: boolean;
  /** Shows only the dot on narrow screens. */
  short?: boolean;
}

/** Shows whether a session is active. */
export const ActivityBadge = ({ active, short = false }: ActivityBadgeProps) => (
  <span className={classes.badge} data-active={active} data-short={short}>
    {active ? messages.sessions.active : messages.sessions.ended}
  </span>
);
