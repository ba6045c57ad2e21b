import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { serverWatch } from '../../shared/api/server-contact.js';
import { peopleQuery, type Scope } from '../../shared/filters/scope.js';
import { stringifySearch } from '../../shared/filters/search-params.js';
import { useNow } from '../../shared/filters/use-filters.js';
import { LiveFeed, type LiveState } from './live-feed.js';

/** Follows the live stream for the people and the view of the scope. Returns the feed and what it shows now. */
export const useLive = (scope: Scope): [LiveFeed, LiveState] => {
  const queryClient = useQueryClient();
  const [feed] = useState(
    () =>
      new LiveFeed({
        onEvent: () => serverWatch.noteAnswer(),
        onBreak: (refused) => {
          // An EventSource does not tell the status of a refusal. This other request gets it: a 401 leads to the login
          // page.
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

/**
 * Returns the time of what the page shows, by the server's clock, in epoch seconds. This time stands still while the
 * page is paused or the stream is broken.
 */
export const useShownTime = ({ pausedAt, lostAt, aheadSeconds }: LiveState): number => {
  const now = useNow();
  const shown = pausedAt ?? lostAt;
  return (shown === undefined ? now : shown / 1000) + aheadSeconds;
};
