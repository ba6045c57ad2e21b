import type { SummaryAnswer } from '@dwell/shared';
import { Text } from '@mantine/core';
import { messages } from '../../messages/messages.js';
import { formatComparedDays } from '../compared-days.js';

/** Says which days the figures of a window are compared with. Shows nothing if there is no comparison. */
export const ComparedWith = ({ summary: { previous_window, tz } }: { summary: SummaryAnswer }) =>
  previous_window && (
    <Text size="xs" c="dimmed" px={{ base: 14, sm: 18 }} pb={11} data-testid="compared-with">
      {messages.statistics.comparedWith(formatComparedDays(previous_window, tz))}
    </Text>
  );
