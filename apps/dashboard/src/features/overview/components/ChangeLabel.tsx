import { messages } from '../../../shared/messages/messages.js';
import { changeOf } from '../change.js';
import classes from './ChangeLabel.module.css';

interface ChangeLabelProps {
  current: number;
  before: number;
  /** Writes the figure, for the one before on hover. */
  format: (value: number) => string;
}

/** How a figure moved since the window before. */
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
