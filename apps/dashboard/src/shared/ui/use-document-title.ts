import { useEffect } from 'react';
import { messages } from '../messages/messages.js';

/** Names the page in the browser's tab and for screen readers. */
export const useDocumentTitle = (title: string): void => {
  useEffect(() => {
    document.title = `${title} · ${messages.product}`;
  }, [title]);
};
