import { messages } from '../messages/messages.js';
import classes from './ActivityBadge.module.css';

const text = messages.sessions;

interface ActivityBadgeProps {
  active: boolean;
  /** Whether the filtered view is visible at this moment. */
  hereNow?: boolean | undefined;
  /** Shows only the dot on narrow screens. */
  short?: boolean;
}

/** Shows whether a session is here now, is active, or has ended. */
export const ActivityBadge = ({ active, hereNow = false, short = false }: ActivityBadgeProps) => (
  <span className={classes.badge} data-active={active} data-short={short}>
    {hereNow ? text.here : active ? text.active : text.ended}
  </span>
);
