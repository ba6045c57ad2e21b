/**
 * Serves one of the examples, as the server of a web application would:
 * `DWELL_KEY=dwell_… node examples/serve.mjs plain-html`.
 *
 * DWELL_URL (default http://127.0.0.1:3000), DWELL_KEY and DWELL_USER (default anna) replace the values in the
 * example's pages. The server listens on 127.0.0.1 only, on PORT (default 4000).
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const {
  PORT = '4000',
  DWELL_URL = 'http://127.0.0.1:3000',
  DWELL_KEY = 'dwell_your-key',
  DWELL_USER = 'anna',
} = process.env;

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8' };

/** A strict policy under which the tracker works: scripts may come from Dwell too, and requests go to Dwell only. */
const POLICY = `default-src 'self'; img-src data:; script-src 'self' ${DWELL_URL}; connect-src ${DWELL_URL}`;

const fill = (html) =>
  html
    .replaceAll('http://127.0.0.1:3000', DWELL_URL)
    .replaceAll('dwell_your-key', DWELL_KEY)
    .replaceAll(
      'data-user="anna"',
      `data-user="${DWELL_USER.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`,
    );

const example = fileURLToPath(new URL(process.argv[2] ?? 'plain-html', import.meta.url));
const built = join(example, 'dist');
const root = existsSync(built) ? built : example;
/** Served under /library/: the built tracker package, which a real application would bundle. */
const LIBRARY = fileURLToPath(new URL('../libs/tracker/dist', import.meta.url));

const server = createServer(({ url }, response) => {
  // URL resolves `..` segments, so that no path leads out of the folder.
  const { pathname } = new URL(`http://localhost${url}`);
  const asked = pathname.startsWith('/library/')
    ? join(LIBRARY, pathname.slice('/library/'.length))
    : join(root, pathname);
  // A path that is not a file is a view of a single-page application, so it gets the page.
  const file = statSync(asked, { throwIfNoEntry: false })?.isFile() ? asked : join(root, 'index.html');
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': POLICY });
  const content = readFileSync(file);
  response.end(extname(file) === '.html' ? fill(content.toString()) : content);
});
server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});
