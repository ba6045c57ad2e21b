import { Button, Group, Title } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { use } from 'react';
import { formatClock } from '../../../shared/format/instant.js';
import { messages } from '../../../shared/messages/messages.js';
import { PageTimeZone } from '../../../shared/ui/stale.js';
import type { LiveFeed, LiveState } from '../live-feed.js';
import classes from './live.module.css';

const text = messages.live;

interface LiveHeadProps {
  state: LiveState;
  feed: LiveFeed;
}

/** The title, and the button that pauses the page. */
export const LiveHead = ({ state: { pausedAt, waiting }, feed }: LiveHeadProps) => {
  const tz = use(PageTimeZone);
  const paused = pausedAt !== undefined;
  const Icon = paused ? IconPlayerPlay : IconPlayerPause;
  return (
    <Group gap="sm" justify="space-between">
      <Title order={1}>{text.title}</Title>
      <Group gap="sm">
        <span role="status" className={classes.paused} data-testid="paused">
          {paused && text.paused(formatClock(pausedAt / 1000, tz), waiting)}
        </span>
        <Button
          variant={paused ? 'filled' : 'default'}
          size="xs"
          leftSection={<Icon size={14} stroke={1.6} />}
          onClick={paused ? feed.resume : feed.pause}
        >
          {paused ? text.resume : text.pause}
        </Button>
      </Group>
    </Group>
  );
};
