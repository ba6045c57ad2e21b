import { Table } from '@mantine/core';
import { formatShare } from '../format/number.js';
import { Duration } from '../ui/times.js';
import classes from './charts.module.css';

interface TimeCellsProps {
  seconds: number;
  /** The longest time in the table, in seconds. Its bar fills the cell. */
  longest: number;
  /** The time that counts as 100 %, in seconds. */
  total: number;
  color: string;
  /** Draws the bar fainter, for a part of another row's time. */
  faint?: boolean;
}

/** Three cells of a table's row that show a length of time: as a bar, in words, and as a share. */
export const TimeCells = ({ seconds, longest, total, color, faint = false }: TimeCellsProps) => (
  <>
    <Table.Td className={classes.barCell}>
      <div className={classes.track} aria-hidden>
        <div
          className={classes.fill}
          data-colored
          data-faint={faint}
          data-testid="bar-track"
          style={{ width: `${String(longest > 0 ? (seconds / longest) * 100 : 0)}%`, background: color }}
        />
      </div>
    </Table.Td>
    <Table.Td ta="right" pl={0}>
      <Duration seconds={seconds} />
    </Table.Td>
    <Table.Td ta="right" data-wide-only>
      {formatShare(total > 0 ? seconds / total : 0)}
    </Table.Td>
  </>
);
