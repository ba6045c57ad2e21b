import { Button, Group, Text } from '@mantine/core';
import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import { describeError } from '../api/describe-error.js';
import { messages } from '../messages/messages.js';

interface LoadMoreProps {
  /** Says how many rows are shown. */
  shown: string;
  /** Whether the next rows are being loaded. */
  loading: boolean;
  /** Why the next rows could not be loaded; null if nothing failed. */
  error: Error | null;
  /** Whether scrolling near the end loads the next rows. Default: yes. */
  auto?: boolean;
  onLoad: () => void;
}

/** How far below the viewport the end of a list may be when its next rows are loaded, in pixels. */
const AHEAD_PX = 800;

/**
 * Calls `onNear` while the element is near the viewport: at each render, and when the page is scrolled. An intersection
 * observer would miss it when rows arrive and the user scrolls past them between two of its checks.
 */
const useNear = (element: RefObject<Element | null>, onNear: () => void): void => {
  const near = useEffectEvent(onNear);
  useEffect(() => {
    const look = (): void => {
      const top = element.current?.getBoundingClientRect().top ?? Infinity;
      if (top < window.innerHeight + AHEAD_PX) near();
    };
    look();
    window.addEventListener('scroll', look, { passive: true });
    return () => window.removeEventListener('scroll', look);
  });
};

/**
 * The end of a list that has more rows. Loads the next rows when the user presses its button or, if `auto` is true,
 * scrolls near it. After an error, only the button loads them.
 */
export const LoadMore = ({ shown, loading, error, auto = true, onLoad }: LoadMoreProps) => {
  const element = useRef<HTMLDivElement>(null);
  useNear(element, () => {
    if (auto && !loading && !error) onLoad();
  });
  return (
    <Group ref={element} justify="center" p="sm" gap="md">
      <Text size="sm" c="dimmed" aria-live="polite">
        {shown}
      </Text>
      <Button variant="default" size="xs" loading={loading} onClick={onLoad}>
        {messages.actions.loadMore}
      </Button>
      {error && (
        <Text size="sm" c="red" role="alert">
          {describeError(error)}
        </Text>
      )}
    </Group>
  );
};
