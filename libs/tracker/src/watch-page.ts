export interface PageWatch {
  /** @param now by performance.now() */
  isVisible(now: number): boolean;
  /** Removes every listener; the page counts as hidden from then on. */
  stop(): void;
}

/**
 * Watches whether the page is in sight. `onChange` is told when that, the URL or the network may have changed. Neither
 * unload nor beforeunload is listened to: they keep a page out of the back/forward cache.
 */
export const watchPage = (onChange: (event: Event) => void, idleSeconds = Infinity): PageWatch => {
  const listening = new AbortController();
  let gone = false;
  let lastInput = performance.now();

  // In the capture phase, so that an application that stops an event stops no report.
  const options = { capture: true, passive: true, signal: listening.signal };
  const on = (types: string, listener: (event: Event) => void): void => {
    for (const type of types.split(' ')) addEventListener(type, listener, options);
  };
  // A page that is left hears pagehide while it still counts as visible, then visibilitychange, then freeze; one that
  // comes back from the back/forward cache hears resume, visibilitychange, pageshow.
  on('pagehide freeze pageshow resume', (event) => {
    gone = /pagehide|freeze/.test(event.type);
    onChange(event);
  });
  on('visibilitychange prerenderingchange online popstate hashchange', onChange);
  // Where there is no Navigation API, a pushState shows at the next look.
  window.navigation?.addEventListener('currententrychange', onChange, options);
  if (idleSeconds < Infinity) {
    on('pointermove pointerdown keydown wheel touchstart', (event) => {
      lastInput = performance.now();
      onChange(event);
    });
  }
  return {
    isVisible: (now) =>
      !gone && document.visibilityState === 'visible' && now - lastInput < idleSeconds * 1000,
    stop: () => {
      gone = true;
      listening.abort();
    },
  };
};
