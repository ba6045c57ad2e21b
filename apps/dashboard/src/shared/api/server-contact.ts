import { useSyncExternalStore } from 'react';
import { type Contact, ServerWatch, type Verdict } from './server-watch.js';

const probe = async (signal: AbortSignal): Promise<Verdict> => {
  try {
    const response = await fetch('/readyz', { signal, cache: 'no-store', credentials: 'omit' });
    // A proxy before a stopped server answers too, but not with the server's own body.
    const { status, statusCode } = (await response.json()) as { status?: unknown; statusCode?: unknown };
    if (response.ok && status === 'ok') return 'ready';
    return response.status === 503 && statusCode === 503 ? 'unready' : 'silent';
  } catch {
    return 'silent';
  }
};

const onChange = (listener: () => void): (() => void) => {
  document.addEventListener('visibilitychange', listener);
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    document.removeEventListener('visibilitychange', listener);
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
};

export const serverWatch = new ServerWatch({ probe, isHidden: () => document.hidden, onChange });

/** Returns whether the server answers. The server is watched while a component uses this hook. */
export const useContact = (): Contact => useSyncExternalStore(serverWatch.subscribe, serverWatch.current);

/**
 * Returns whether the figures on the page may be out of date. They may be while the server or its database does not
 * answer, and then until the page has loaded everything again.
 */
export const isOutdated = (contact: Contact): boolean =>
  contact.state === 'lost' || (contact.state === 'returned' && !contact.refreshed);
