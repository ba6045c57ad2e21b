import { Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { ApiError } from '../../../shared/api/api-error.js';
import { onlyUser } from '../../../shared/filters/filters.js';
import { useScope } from '../../../shared/filters/use-filters.js';
import { plainName } from '../../../shared/format/names.js';
import { messages } from '../../../shared/messages/messages.js';
import { EmptyState, QueryView } from '../../../shared/ui/states.js';
import { Named, WholeName } from '../../../shared/ui/Name.js';
import { headingSize } from '../../../shared/ui/heading-size.js';
import { useDocumentTitle } from '../../../shared/ui/use-document-title.js';
import { useSession } from '../api/session.js';
import { viewTimes } from '../session-times.js';
import { ActivityBadge } from '../../../shared/ui/ActivityBadge.js';
import { SessionFigures } from './SessionFigures.js';
import { NeighbourLinks } from './NeighbourLinks.js';
import classes from './SessionPage.module.css';
import { SessionViewsPanel } from './SessionViewsPanel.js';
import { StretchesPanel } from './StretchesPanel.js';
import { TrailPanel } from './TrailPanel.js';

const text = messages.session;

export const SessionPage = () => {
  const { sessionId } = useParams({ from: '/shell/sessions/$sessionId' });
  const { tz, view } = useScope();
  const session = useSession(sessionId, view);
  useDocumentTitle(session.data ? text.title(plainName(session.data.username)) : text.loadingTitle);

  return (
    <Stack gap="md">
      <Group justify="space-between" gap="xs">
        <Link to="/sessions" className={classes.back}>
          <IconArrowLeft size={14} aria-hidden />
          {text.back}
        </Link>
        <NeighbourLinks session={session.data} tz={tz} />
      </Group>
      {session.error instanceof ApiError && session.error.status === 404 ? (
        <EmptyState title={text.none} hint={text.noneHint} isPage />
      ) : (
        <QueryView query={session}>
          {(found) => {
            const views = viewTimes(found.tab_duration);
            return (
              <>
                <Group gap="sm" align="baseline">
                  <Title order={1} size={headingSize(found.username)}>
                    <Link to="/people" search={onlyUser(found.username)} className={classes.person}>
                      <WholeName name={found.username} />
                    </Link>
                  </Title>
                  <ActivityBadge active={found.active} hereNow={found.here_now} />
                  <Text size="sm" c="dimmed" flex={1}>
                    {tz}
                  </Text>
                  {view !== undefined && (
                    <Link to="." search={{ view: undefined }} className={classes.back}>
                      {text.showAllViews}
                    </Link>
                  )}
                  <Link
                    to="/"
                    search={{ ...onlyUser(found.username), view: undefined }}
                    className={classes.back}
                  >
                    <Named message={text.overviewOf} name={found.username} />
                    <IconArrowRight size={14} aria-hidden />
                  </Link>
                </Group>
                <SessionFigures session={found} views={views} highlighted={view} tz={tz} />
                <TrailPanel session={found} views={views} highlighted={view} tz={tz} />
                <SessionViewsPanel views={views} highlighted={view} total={found.visible_duration} />
                <StretchesPanel session={found} views={views} highlighted={view} tz={tz} />
              </>
            );
          }}
        </QueryView>
      )}
    </Stack>
  );
};
