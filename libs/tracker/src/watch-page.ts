/**
 * Watches whether the page is in sight, until `ended` is aborted. `onChange` is told when that, the URL or the network
 * may have changed. Neither unload nor beforeunload is listened to: they keep a page out of the back/forward cache.
 * @returns whether it is in sight, at a time by performance.now()
 */
export const watchPage = (
  onChange: (event: Event) => void,
  ended: AbortSignal,
  idleSeconds: number,
): ((now: number) => boolean) => {
  let gone = false;
  let lastInput = performance.now();

  // In the capture phase, so that an application that stops an event stops no report.
  const options = { capture: true, passive: true, signal: ended };
  const on = (types: string, listener: (event: Event) => void): void => {
    for (const type of types.split(' ')) addEventListener(type, listener, options);
  };
  // A page that is left hears pagehide while it still counts as visible, then visibilitychange, then freeze; one that
  // comes back from the back/forward cache hears resume, visibilitychange, pageshow.
  on('pagehide freeze pageshow resume', (event) => {
    gone = /hide|freeze/.test(event.type);
    onChange(event);
  });
  on('visibilitychange prerenderingchange online popstate', onChange);
  // Where there is no Navigation API, what pushState does shows at the next look.
  window.navigation?.addEventListener('currententrychange', onChange, options);
  if (idleSeconds < Infinity) {
    on('pointermove pointerdown keydown wheel touchstart', (event) => {
      lastInput = performance.now();
      onChange(event);
    });
  }
  return (now) => !gone && !ended.aborted && !document.hidden && now - lastInput < idleSeconds * 1000;
};
