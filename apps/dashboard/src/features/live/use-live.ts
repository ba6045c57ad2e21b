import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { serverWatch } from '../../shared/api/server-contact.js';
import { peopleQuery, type Scope } from '../../shared/filters/scope.js';
import { stringifySearch } from '../../shared/filters/search-params.js';
import { useNow } from '../../shared/filters/use-filters.js';
import { LiveFeed, type LiveState } from './live-feed.js';

/** Follows the live stream. */
export const useLive = (scope: Scope): [LiveFeed, LiveState] => {
  const queryClient = useQueryClient();
  const [feed] = useState(
    () =>
      new LiveFeed({
        onEvent: () => serverWatch.noteAnswer(),
        onBreak: (refused) => {
          // An event source does not say with which error it was refused. Another request does: one without a login
          // leads to the login page.
          if (refused) void queryClient.invalidateQueries({ queryKey: ['statistics', 'concurrency'] });
          else serverWatch.noteFailure();
        },
      }),
  );
  const url = `/api/v2/live${stringifySearch({ ...peopleQuery(scope), view: scope.view })}`;
  const { view } = scope;
  useEffect(() => feed.follow(url, view), [feed, url, view]);
  return [feed, useSyncExternalStore(feed.subscribe, feed.current)];
};

/** Returns the server's time of what the page shows, in epoch seconds: it stands still while that is not up to date. */
export const useShownTime = ({ pausedAt, lostAt, aheadSeconds }: LiveState): number => {
  const now = useNow();
  const shown = pausedAt ?? lostAt;
  return (shown === undefined ? now : shown / 1000) + aheadSeconds;
};
