import type { SummaryAnswer } from '@dwell/shared';
import { Text } from '@mantine/core';
import { messages } from '../../messages/messages.js';
import { formatComparedDays } from '../compared-days.js';

/** Says below the figures of a window which days they are compared with; nothing if they are compared with none. */
export const ComparedWith = ({ summary: { previous_window, tz } }: { summary: SummaryAnswer }) =>
  previous_window && (
    <Text size="xs" c="dimmed" px={{ base: 14, sm: 18 }} pb={11} data-testid="compared-with">
      {messages.statistics.comparedWith(formatComparedDays(previous_window, tz))}
    </Text>
  );
