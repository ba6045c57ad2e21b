import { Group, SegmentedControl, Stack, Title } from '@mantine/core';
import { useScope } from '../../../shared/filters/use-filters.js';
import { messages } from '../../../shared/messages/messages.js';
import { useDocumentTitle } from '../../../shared/ui/use-document-title.js';
import { useViewsSearch } from '../use-views-search.js';
import { VIEW_LISTS } from '../views-search.js';
import { UnusedReport } from './UnusedReport.js';
import { ViewsTable } from './ViewsTable.js';

const text = messages.views;

/** All views with their figures, or the report of the views that are not used. */
export const AllViewsPage = () => {
  const scope = useScope();
  const [{ view_list = 'used' }, change] = useViewsSearch();
  useDocumentTitle(text.title);
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Title order={1}>{text.title}</Title>
        <SegmentedControl
          aria-label={text.lists}
          value={view_list}
          data={VIEW_LISTS.map((value) => ({ value, label: text[value] }))}
          onChange={(value) => change({ view_list: value === 'used' ? undefined : value })}
        />
      </Group>
      {view_list === 'used' ? <ViewsTable scope={scope} /> : <UnusedReport scope={scope} />}
    </Stack>
  );
};
