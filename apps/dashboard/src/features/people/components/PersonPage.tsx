import { Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useScope } from '../../../shared/filters/use-filters.js';
import { plainName } from '../../../shared/format/names.js';
import { messages } from '../../../shared/messages/messages.js';
import { HeatmapPanel } from '../../../shared/statistics/components/HeatmapPanel.js';
import { TimelinePanel } from '../../../shared/statistics/components/TimelinePanel.js';
import { ViewsPanel } from '../../../shared/statistics/components/ViewsPanel.js';
import { WholeName } from '../../../shared/ui/Name.js';
import { EmptyState } from '../../../shared/ui/states.js';
import { headingSize } from '../../../shared/ui/heading-size.js';
import { useDocumentTitle } from '../../../shared/ui/use-document-title.js';
import { usePresence } from '../api/presence.js';
import { CalendarPanel } from './CalendarPanel.js';
import { ClientsPanel } from './ClientsPanel.js';
import classes from './people.module.css';
import { PersonFigures } from './PersonFigures.js';
import { PersonSessionsPanel } from './PersonSessionsPanel.js';

const text = messages.person;

/** The page of one person: figures, time over time, views, hours, calendar, sessions and clients. */
export const PersonPage = ({ username }: { username: string }) => {
  const scope = useScope();
  const presence = usePresence(username);
  const isUnknown = presence.data !== undefined && presence.data.latest === undefined;
  useDocumentTitle(plainName(username));
  return (
    <Stack gap="md">
      <div>
        <Link to="/people" search={{ usernames: undefined }} className={classes.back}>
          <IconArrowLeft size={14} aria-hidden />
          {text.all}
        </Link>
      </div>
      <Group gap="sm" align="baseline">
        <Title order={1} size={headingSize(username)}>
          <WholeName name={username} />
        </Title>
        <Text size="sm" c="dimmed">
          {scope.tz}
        </Text>
      </Group>
      {isUnknown ? (
        <EmptyState title={text.unknown} hint={text.unknownHint} />
      ) : (
        <>
          <PersonFigures scope={scope} latest={presence.data?.latest} />
          <CalendarPanel scope={scope} />
          <TimelinePanel scope={scope} />
          <HeatmapPanel scope={scope} />
          <ViewsPanel scope={scope} />
          <PersonSessionsPanel scope={scope} />
          <ClientsPanel scope={scope} />
        </>
      )}
    </Stack>
  );
};
