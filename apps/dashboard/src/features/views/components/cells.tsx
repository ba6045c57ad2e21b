import { viewColor } from '../../../shared/charts/view-colors.js';
import { formatShare } from '../../../shared/format/number.js';
import { messages } from '../../../shared/messages/messages.js';
import { Name } from '../../../shared/ui/Name.js';
import { MaybeDuration } from '../../../shared/ui/times.js';
import classes from './views.module.css';

const text = messages.views;

/** The name of a tab, or the words for a view's time without a tab. */
export const TabName = ({ tab }: { tab: string | null }) =>
  tab === null ? <em>{text.noTab}</em> : <Name name={tab} />;

interface ShareProps {
  /** From 0 to 1. */
  share: number;
  /** The largest share in the table. Its bar fills the room for bars. */
  largest: number;
  view: string;
}

/** A part of a whole, in words and as a bar in the colour of the view. */
export const Share = ({ share, largest, view }: ShareProps) => (
  <span className={classes.share}>
    <span className={classes.track} aria-hidden>
      <span
        className={classes.fill}
        data-colored
        style={{ width: `${String((share / largest) * 100)}%`, background: viewColor(view) }}
      />
    </span>
    <span className={classes.percent}>{formatShare(share)}</span>
  </span>
);

/** The cell of a column with a mean or a quantile of the lengths of visits. */
export const visitLength = ({ getValue }: { getValue: () => number | null }) => (
  <MaybeDuration seconds={getValue()} />
);
