import { startTracker, type TrackerOptions } from '@dwell/tracker';
import { useEffect } from 'react';
import { useLocation } from 'react-router';

/** Tracks the page for as long as it is mounted. `/orders/open` is the tab `open` of the view `/orders`. */
export function DwellTracker({ options }: { options: TrackerOptions }) {
  const [, view = '', tab] = useLocation().pathname.split('/');

  useEffect(() => startTracker(options).stop, [options]);
  // Started while it runs, it is the same tracker.
  useEffect(() => {
    startTracker(options).setPath(tab ? [`/${view}`, tab] : [`/${view}`]);
  }, [options, view, tab]);
  return null;
}
