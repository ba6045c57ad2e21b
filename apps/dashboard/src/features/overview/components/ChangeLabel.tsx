import { messages } from '../../../shared/messages/messages.js';
import { changeOf } from '../change.js';
import classes from './overview.module.css';

interface ChangeLabelProps {
  current: number;
  before: number;
  /** Formats the earlier figure, which is shown on hover. */
  format: (value: number) => string;
}

/** Shows how a figure changed since the window before. */
export const ChangeLabel = ({ current, before, format }: ChangeLabelProps) => {
  const { direction, words } = changeOf(current, before);
  return (
    <span
      className={classes.change}
      data-direction={direction}
      data-testid="change"
      title={messages.overview.before(format(before))}
    >
      {words}
    </span>
  );
};
