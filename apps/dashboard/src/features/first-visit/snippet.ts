/** Where the parts that differ from one installation to another stand in {@link SNIPPET}. */
export const SNIPPET_ORIGIN = 'https://dwell.example';
export const SNIPPET_KEY = 'dwell_your-key';

/** A complete reporter for a web page, in plain JavaScript. */
export const SNIPPET = `(() => {
  const dwell = '${SNIPPET_ORIGIN}/api/v2', key = '${SNIPPET_KEY}';
  const user = 'anna'; // who is logged in to your application
  const place = () => [location.pathname]; // [view], or [view, tab]

  const newId = () => Date.now().toString(36) + Math.random().toString(36).slice(2);
  const client_id = (localStorage.dwellClient ??= newId()), page_id = newId();
  let path = place(), started = false, seen = false, interval = 60, timer;

  const send = (call, body) => fetch(dwell + call, {
    method: 'POST', keepalive: true, body: JSON.stringify({ client_id, page_id, ...body }),
    headers: { 'Content-Type': 'application/json', Authorization: 'Bearer ' + key,
      'X-Dwell-User': encodeURIComponent(user) },
  });
  const start = async () => {
    const answer = await send('/sessionstart');
    started = answer.ok;
    interval = Number(answer.headers.get('Dwell-Keepalive-Interval')) || interval;
  };
  const show = async () => {
    clearTimeout(timer);
    if (document.visibilityState !== 'visible' || document.prerendering) return;
    seen = true;
    path = place();
    const ping = () => send('/keepalive', { visible: true, path });
    try {
      if (!started) await start();
      if ((await ping()).status === 400) { await start(); await ping(); } // the session had ended
    } catch { /* offline: the next keepalive tells how things are then */ }
    clearTimeout(timer);
    timer = setTimeout(show, interval * 1000);
  };
  const hide = () => {
    clearTimeout(timer);
    if (seen) send('/session-hide', { path }).catch(() => {});
    seen = false;
  };
  const look = () => (document.visibilityState === 'visible' ? show() : hide());

  addEventListener('visibilitychange', look, true);
  addEventListener('pagehide', hide);
  document.addEventListener('prerenderingchange', look);
  (window.navigation ?? window).addEventListener(window.navigation ? 'currententrychange' : 'popstate',
    () => { if (place().join() !== path.join()) look(); });
  look();
})();
`;

/** The snippet for an installation, and a key where one was made. */
export const snippetFor = (origin: string, key = SNIPPET_KEY): string =>
  SNIPPET.replace(SNIPPET_ORIGIN, origin).replace(SNIPPET_KEY, key);

/** The same by hand: a session, a keepalive that opens a view, and one that counts the time until it. */
export const curlFor = (origin: string, key = SNIPPET_KEY): string => {
  const call = (path: string, body: string): string =>
    [
      `curl ${origin}/api/v2/${path}`,
      `-H 'Authorization: Bearer ${key}'`,
      `-H 'X-Dwell-User: anna'`,
      `-H 'Content-Type: application/json'`,
      `-d '${body}'`,
    ].join(' \\\n  ');
  const keepalive = call('keepalive', '{"visible": true, "path": ["/orders", "Open"]}');
  return [call('sessionstart', '{}'), 'sleep 5', keepalive].join('\n');
};
