import { useEffect } from 'react';
import { messages } from '../messages/messages.js';

/** Sets the title of the browser tab. */
export const useDocumentTitle = (title: string): void => {
  useEffect(() => {
    document.title = `${title} · ${messages.product}`;
  }, [title]);
};
