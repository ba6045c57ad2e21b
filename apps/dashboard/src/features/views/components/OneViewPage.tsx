import { Grid, Group, SimpleGrid, Stack, Title } from '@mantine/core';
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Swatch } from '../../../shared/charts/Legend.js';
import { viewColor } from '../../../shared/charts/view-colors.js';
import { useScope } from '../../../shared/filters/use-filters.js';
import { plainName } from '../../../shared/format/names.js';
import { listOfSessions } from '../../../shared/statistics/lists.js';
import { messages } from '../../../shared/messages/messages.js';
import { ConcurrencyPanel } from '../../../shared/statistics/components/ConcurrencyPanel.js';
import { HeatmapPanel } from '../../../shared/statistics/components/HeatmapPanel.js';
import { TimelinePanel } from '../../../shared/statistics/components/TimelinePanel.js';
import { WholeName } from '../../../shared/ui/Name.js';
import { headingSize } from '../../../shared/ui/heading-size.js';
import { useDocumentTitle } from '../../../shared/ui/use-document-title.js';
import { DistributionPanel } from './DistributionPanel.js';
import { HereNowPanel } from './HereNowPanel.js';
import { PeoplePanel } from './PeoplePanel.js';
import { TabsPanel } from './TabsPanel.js';
import { VisitFigures } from './VisitFigures.js';
import classes from './views.module.css';

const text = messages.views;

/** The page of one view. */
export const OneViewPage = ({ view }: { view: string }) => {
  const scope = useScope();
  useDocumentTitle(plainName(view));
  return (
    <Stack gap="md">
      <div>
        <Link to="/views" search={{ view: undefined }} className={classes.away}>
          <IconArrowLeft size={14} aria-hidden />
          {text.all}
        </Link>
      </div>
      <Group gap="sm" align="baseline" wrap="nowrap">
        <Swatch color={viewColor(view)} />
        <Title order={1} size={headingSize(view)} flex={1}>
          <WholeName name={view} />
        </Title>
        <Link to="/sessions" search={listOfSessions()} className={classes.away}>
          {text.sessions}
          <IconArrowRight size={14} aria-hidden />
        </Link>
      </Group>
      <VisitFigures scope={scope} />
      <TimelinePanel scope={scope} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <DistributionPanel scope={scope} view={view} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <HereNowPanel scope={scope} view={view} />
        </Grid.Col>
      </Grid>
      <TabsPanel scope={scope} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <HeatmapPanel scope={scope} />
        <ConcurrencyPanel scope={scope} />
      </SimpleGrid>
      <PeoplePanel scope={scope} view={view} />
    </Stack>
  );
};
