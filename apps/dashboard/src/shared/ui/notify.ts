import { describeError } from '../api/describe-error.js';

// Loaded on demand, because the first screens show no notifications.
const show = async (color: string, message: string): Promise<void> => {
  const { notifications } = await import('@mantine/notifications');
  notifications.show({ color, message });
};

/** Notifies the user, on screen and by screen reader, that something was done. */
export const notifyDone = (message: string): void => void show('lagoon', message);

/** Notifies the user, on screen and by screen reader, why something failed. */
export const notifyError = (error: Error): void => void show('red', describeError(error));
