import { Center } from '@mantine/core';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ErrorState } from './ErrorState.js';

/** A page that could not be opened at all. */
export const PageError = ({ error, reset }: ErrorComponentProps) => {
  const router = useRouter();
  const retry = (): void => {
    reset();
    void router.invalidate();
  };
  return (
    <Center mih="60vh" p="md">
      <ErrorState error={error} onRetry={retry} />
    </Center>
  );
};
