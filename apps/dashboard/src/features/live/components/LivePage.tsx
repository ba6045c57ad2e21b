import { Stack } from '@mantine/core';
import { use } from 'react';
import { useNow, useScope } from '../../../shared/filters/use-filters.js';
import { formatClock } from '../../../shared/format/instant.js';
import { messages } from '../../../shared/messages/messages.js';
import { PageTimeZone, Stale, useStale } from '../../../shared/ui/stale.js';
import { LoadingState, StaleNote } from '../../../shared/ui/states.js';
import { useDocumentTitle } from '../../../shared/ui/use-document-title.js';
import { figuresOf } from '../live-groups.js';
import { useLive, useShownTime } from '../use-live.js';
import { LastHourPanel } from './LastHourPanel.js';
import { LiveFigureStrip } from './LiveFigureStrip.js';
import { LiveHead } from './LiveHead.js';
import { LiveList } from './LiveList.js';

const text = messages.live;

/** Who is on which view at this moment. */
export const LivePage = () => {
  const scope = useScope();
  const [feed, state] = useLive(scope);
  const shownTime = useShownTime(state);
  const now = useNow();
  const tz = use(PageTimeZone);
  const allStale = useStale();
  const { groups, lostAt, replaced } = state;
  useDocumentTitle(text.title);
  return (
    <Stack gap="md">
      <LiveHead state={state} feed={feed} />
      {lostAt !== undefined && !allStale && (
        <StaleNote
          role="status"
          title={messages.states.notUpdated(formatClock(lostAt / 1000, tz, now))}
          reason={text.connecting}
          onRetry={feed.open}
        />
      )}
      <Stale stale={lostAt !== undefined} replaced={replaced}>
        {groups && <LiveFigureStrip figures={figuresOf(groups)} scope={scope} />}
        <LastHourPanel scope={scope} now={now} />
        {groups ? (
          <LiveList groups={groups} view={scope.view} now={shownTime} tz={tz} onSort={feed.sort} />
        ) : (
          <LoadingState lines={8} />
        )}
      </Stale>
    </Stack>
  );
};
