import type { Path } from '@dwell/shared';
import { PathName } from '../../../shared/ui/Name.js';
import classes from './sessions.module.css';

/** A view with its tab, if it has one; a dash for an empty path. */
export const PathLabel = ({ path }: { path: Path | readonly [] }) => {
  if (path.length === 0) return <span className={classes.faint}>–</span>;
  return <PathName path={path} />;
};
