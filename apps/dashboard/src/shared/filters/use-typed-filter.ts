import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';

const TYPING_PAUSE_MS = 300;

interface Typing {
  readonly typed: string;
  /** The URL's value at the last render. */
  readonly seen: string;
  /** The value that this field last wrote into the URL. */
  readonly sent?: string;
}

/**
 * Returns the text of a field whose value is in the URL, and a function that takes what the user types. Writes the text
 * into the URL after a pause in typing. When the URL changes by other means (back, a link), the field shows the new
 * value.
 */
export const useTypedFilter = (
  urlValue: string,
  writeUrl: (text: string) => void,
): [string, (text: string) => void] => {
  const [typing, setTyping] = useState<Typing>({ typed: urlValue, seen: urlValue });
  if (urlValue !== typing.seen) {
    const writtenHere = urlValue === typing.sent;
    setTyping(writtenHere ? { ...typing, seen: urlValue } : { typed: urlValue, seen: urlValue });
  }
  const send = useDebouncedCallback((text: string) => {
    setTyping((before) => ({ ...before, sent: text }));
    writeUrl(text);
  }, TYPING_PAUSE_MS);
  const type = (text: string): void => {
    setTyping((before) => ({ ...before, typed: text }));
    send(text);
  };
  return [typing.typed, type];
};
