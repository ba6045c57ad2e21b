/**
 * Watches whether the user sees the page, until `ended` is aborted. Calls `onChange` at each event that may change the
 * page's visibility or URL, and when the network is back. The caller must look at the page from time to time too,
 * because no event says that the idle time has run out, or, without the Navigation API, that the page has called
 * pushState. Does not listen to unload and beforeunload, because such a listener keeps a page out of the back/forward
 * cache.
 * @param idleSeconds the time without input after which the page counts as hidden; undefined: never
 * @returns a function that tells whether the page is visible at a time of performance.now()
 */
export const watchPage = (
  onChange: (event: Event) => void,
  ended: AbortSignal,
  idleSeconds: number | undefined,
): ((now: number) => boolean) => {
  let gone = false;
  let lastInput = performance.now();

  // In the capture phase, so that an application that stops an event's propagation does not stop a report.
  const options = { capture: true, passive: true, signal: ended };
  const on = (types: string, listener: (event: Event) => void): void => {
    for (const type of types.split(' ')) addEventListener(type, listener, options);
  };
  // When the user leaves a page, it gets pagehide while it is still visible, then visibilitychange, then freeze. When
  // the page comes back from the back/forward cache, it gets resume, visibilitychange, pageshow.
  on('pagehide freeze pageshow resume', (event) => {
    gone = /hide|freeze/.test(event.type);
    onChange(event);
  });
  on('visibilitychange prerenderingchange online popstate', onChange);
  // Without the Navigation API, the next sample notices a pushState.
  window.navigation?.addEventListener('currententrychange', onChange, options);
  if (idleSeconds) {
    on('pointermove pointerdown keydown wheel touchstart', (event) => {
      lastInput = performance.now();
      onChange(event);
    });
  }
  return (now) =>
    !gone && !ended.aborted && !document.hidden && (!idleSeconds || now - lastInput < idleSeconds * 1000);
};
