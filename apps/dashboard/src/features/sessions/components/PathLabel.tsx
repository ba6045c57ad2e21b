import type { Path } from '@dwell/shared';
import classes from './sessions.module.css';

/** A view with its tab in a fainter colour. */
export const PathLabel = ({ path }: { path: Path | readonly [] }) => {
  const [view, tab] = path;
  if (view === undefined) return <span className={classes.faint}>–</span>;
  return (
    <span className={classes.path} title={path.join(' › ')}>
      {view}
      {tab !== undefined && <span className={classes.faint}> › {tab}</span>}
    </span>
  );
};
