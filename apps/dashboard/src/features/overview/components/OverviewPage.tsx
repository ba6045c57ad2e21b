import { Paper, SimpleGrid, Stack, Title, VisuallyHidden } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { besideOf } from '../../../shared/filters/beside.js';
import { useScope } from '../../../shared/filters/use-filters.js';
import { messages } from '../../../shared/messages/messages.js';
import { LoadingState, QueryView } from '../../../shared/ui/states.js';
import { useDocumentTitle } from '../../../shared/ui/use-document-title.js';
import { useSummary } from '../../../shared/statistics/api/summary.js';
import { KeyFigures } from '../../../shared/statistics/components/KeyFigures.js';
import { ConcurrencyPanel } from '../../../shared/statistics/components/ConcurrencyPanel.js';
import { HeatmapPanel } from '../../../shared/statistics/components/HeatmapPanel.js';
import { TimelinePanel } from '../../../shared/statistics/components/TimelinePanel.js';
import { TopPeoplePanel } from '../../../shared/statistics/components/TopPeoplePanel.js';
import { ViewsPanel } from '../../../shared/statistics/components/ViewsPanel.js';
import { BesideView } from './beside/BesideView.js';

const text = messages.overview;

export const OverviewPage = () => {
  const scope = useScope();
  const summary = useSummary(scope);
  const beside = besideOf(useSearch({ from: '/shell' }), scope);
  useDocumentTitle(text.title);
  if (beside !== undefined) return <BesideView scope={scope} beside={beside} />;
  return (
    <Stack gap="md">
      <VisuallyHidden>
        <Title order={1}>{text.title}</Title>
      </VisuallyHidden>
      <Paper component="section" aria-label={text.figures}>
        <QueryView query={summary} loading={<LoadingState lines={3} height={18} />}>
          {(answer) => <KeyFigures summary={answer} />}
        </QueryView>
      </Paper>
      <TimelinePanel scope={scope} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <ViewsPanel scope={scope} />
        <TopPeoplePanel scope={scope} />
        <HeatmapPanel scope={scope} />
        <ConcurrencyPanel scope={scope} />
      </SimpleGrid>
    </Stack>
  );
};
