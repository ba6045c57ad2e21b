import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';

const TYPING_PAUSE_MS = 300;

interface Typing {
  readonly typed: string;
  /** The URL's value when it was last looked at. */
  readonly seen: string;
  /** What was last sent to the URL from here. */
  readonly sent?: string;
}

/**
 * The text of a field whose value stands in the URL: what is typed goes there after a pause, and a change of
 * the URL by other means (back, a link) comes back into the field.
 */
export const useTypedFilter = (
  inUrl: string,
  toUrl: (text: string) => void,
): [string, (text: string) => void] => {
  const [typing, setTyping] = useState<Typing>({ typed: inUrl, seen: inUrl });
  if (inUrl !== typing.seen) {
    const ownEcho = inUrl === typing.sent;
    setTyping(ownEcho ? { ...typing, seen: inUrl } : { typed: inUrl, seen: inUrl });
  }
  const send = useDebouncedCallback((text: string) => {
    setTyping((before) => ({ ...before, sent: text }));
    toUrl(text);
  }, TYPING_PAUSE_MS);
  const type = (text: string): void => {
    setTyping((before) => ({ ...before, typed: text }));
    send(text);
  };
  return [typing.typed, type];
};
