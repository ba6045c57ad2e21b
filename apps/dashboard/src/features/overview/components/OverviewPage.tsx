import { Paper, Stack, Title, VisuallyHidden } from '@mantine/core';
import { useScope } from '../../../shared/filters/use-filters.js';
import { messages } from '../../../shared/messages/messages.js';
import { LoadingState, QueryView } from '../../../shared/ui/states.js';
import { useDocumentTitle } from '../../../shared/ui/use-document-title.js';
import { useSummary } from '../../../shared/statistics/api/summary.js';
import { KeyFigures } from '../../../shared/statistics/components/KeyFigures.js';
import { TimelinePanel } from '../../../shared/statistics/components/TimelinePanel.js';
import { ViewsPanel } from '../../../shared/statistics/components/ViewsPanel.js';

const text = messages.overview;

export const OverviewPage = () => {
  const scope = useScope();
  const summary = useSummary(scope);
  useDocumentTitle(text.title);
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
      <ViewsPanel scope={scope} />
    </Stack>
  );
};
