import { messages } from '../../messages/messages.js';
import { changeOf, type Compared } from '../change.js';
import classes from './statistics.module.css';

interface ChangeLabelProps extends Compared {
  /** The time on page that the figure belongs to, if it is not a time on page itself. */
  basis?: Compared;
  /** Formats the earlier figure, which is shown on hover. */
  format: (value: number) => string;
}

/** Shows how a figure changed since the compared window. */
export const ChangeLabel = ({ current, before, basis, format }: ChangeLabelProps) => {
  const { direction, words } = changeOf({ current, before }, basis);
  return (
    <span
      className={classes.change}
      data-direction={direction}
      data-testid="change"
      title={messages.statistics.before(format(before))}
    >
      {words}
    </span>
  );
};
