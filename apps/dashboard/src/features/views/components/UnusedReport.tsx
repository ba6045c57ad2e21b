import { DEFAULT_LEFT_WITHIN, type UnusedAnswer } from '@dwell/shared';
import { Group, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { statisticCsvUrl } from '../../../shared/api/csv-url.js';
import type { Scope } from '../../../shared/filters/scope.js';
import { formatDuration } from '../../../shared/format/duration.js';
import { messages } from '../../../shared/messages/messages.js';
import { CsvLink } from '../../../shared/ui/CsvLink.js';
import { QueryView } from '../../../shared/ui/states.js';
import { unusedParameters, useUnused } from '../api/unused.js';
import { useViewsSearch } from '../use-views-search.js';
import { LEFT_COLUMNS, TAB_COLUMNS, VIEW_COLUMNS } from './finding-columns.js';
import { FindingsPanel } from './FindingsPanel.js';

const text = messages.views;

/** The values of `left_within` to choose from, in seconds. */
const LIMITS = [1, 2, 5, 10, 30, 60];

/** The views and tabs without time in the scope, and those that are left at once. */
export const UnusedReport = ({ scope }: { scope: Scope }) => {
  const [{ left_within = DEFAULT_LEFT_WITHIN }] = useViewsSearch();
  const unused = useUnused(scope, left_within);
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed">
          {text.unusedIntro}
        </Text>
        <CsvLink
          href={statisticCsvUrl('unused', unusedParameters(scope, left_within))}
          label={text.csvOfUnused}
        />
      </Group>
      <QueryView query={unused}>{(answer) => <Findings answer={answer} />}</QueryView>
    </Stack>
  );
};

const Findings = ({ answer }: { answer: UnusedAnswer }) => {
  const { unused_views, unused_tabs, left_at_once, left_within } = answer;
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <FindingsPanel
          title={text.unusedViews}
          findings={unused_views}
          columns={VIEW_COLUMNS}
          none={text.noUnusedViews}
        />
        <FindingsPanel
          title={text.unusedTabs}
          findings={unused_tabs}
          columns={TAB_COLUMNS}
          none={text.noUnusedTabs}
        />
      </SimpleGrid>
      <FindingsPanel
        title={text.leftAtOnce}
        controls={<LimitPicker />}
        findings={left_at_once}
        columns={LEFT_COLUMNS}
        none={text.noneLeft(formatDuration(left_within))}
      />
    </Stack>
  );
};

/** Chooses the limit: a view or tab is left at once if its median visit is shorter. */
const LimitPicker = () => {
  const [{ left_within = DEFAULT_LEFT_WITHIN }, change] = useViewsSearch();
  const choices = [...new Set([...LIMITS, left_within])].sort((a, b) => a - b);
  return (
    <Select
      size="xs"
      w={190}
      aria-label={text.leftWithin}
      allowDeselect={false}
      value={String(left_within)}
      data={choices.map((seconds) => ({
        value: String(seconds),
        label: text.medianUnder(formatDuration(seconds)),
      }))}
      onChange={(value) => {
        const seconds = Number(value);
        change({ left_within: seconds === DEFAULT_LEFT_WITHIN ? undefined : seconds });
      }}
    />
  );
};
