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
  onLoad: () => void;
}

/** How far below the viewport the end of a list may be when its next rows are loaded. */
const AHEAD = '800px';

/** Calls `onNear` when the element comes near the viewport, and at each render while it is near. */
const useNear = (element: RefObject<Element | null>, onNear: () => void): void => {
  const near = useEffectEvent(onNear);
  useEffect(() => {
    const { current } = element;
    if (!current) return undefined;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting === true) near();
      },
      { rootMargin: `0px 0px ${AHEAD} 0px` },
    );
    observer.observe(current);
    return () => observer.disconnect();
  });
};

/**
 * The end of a list that has more rows. Loads the next rows when the user scrolls near it, or presses its button. After an
 * error, only the button loads them.
 */
export const LoadMore = ({ shown, loading, error, onLoad }: LoadMoreProps) => {
  const element = useRef<HTMLDivElement>(null);
  useNear(element, () => {
    if (!loading && !error) onLoad();
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
