import { startTracker, type TrackerOptions } from '@dwell/tracker';
import { useEffect } from 'react';
import { useLocation } from 'react-router';

/** Tracks the page while mounted. The URL's path `/orders/open` is the tab `open` of the view `/orders`. */
export const DwellTracker = ({ options }: { options: TrackerOptions }) => {
  const [, view = '', tab] = useLocation().pathname.split('/');

  useEffect(() => startTracker(options).stop, [options]);
  // While a tracker runs, startTracker returns that same tracker.
  useEffect(() => {
    startTracker(options).setPath(tab ? [`/${view}`, tab] : [`/${view}`]);
  }, [options, view, tab]);
  return null;
};
