import { describeError } from '../api/describe-error.js';

// Loaded when first needed: the first screens have nothing to announce.
const show = async (color: string, message: string): Promise<void> => {
  const { notifications } = await import('@mantine/notifications');
  notifications.show({ color, message });
};

/** Says in a corner, and to screen readers, that something was done. */
export const notifyDone = (message: string): void => void show('lagoon', message);

/** Says in a corner, and to screen readers, why something was not done. */
export const notifyError = (error: Error): void => void show('red', describeError(error));
