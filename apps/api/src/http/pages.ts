import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROJECT_ROOT } from '../platform/repository-root.js';

const DASHBOARD = join(PROJECT_ROOT, '../dashboard/dist/');

const YEAR_SECONDS = 31_536_000;

/** The HTML file that the server sends for every page. */
const INDEX = 'index.html';

/** The file with the list of the dashboard's pages, which its build writes: paths such as `/sessions/$sessionId`. */
const PAGES = 'pages.json';

/** The built dashboard. */
export class Dashboard {
  private readonly index = readFileSync(DASHBOARD + INDEX);
  private readonly pages = JSON.parse(readFileSync(DASHBOARD + PAGES, 'utf8')) as string[];

  /** Reads the built dashboard from the disk. Returns undefined if it is not built. */
  static read(): Dashboard | undefined {
    return existsSync(DASHBOARD + PAGES) ? new Dashboard() : undefined;
  }

  /** Serves the files, and index.html at the path of each page. */
  async serve(app: NestFastifyApplication): Promise<void> {
    await app.register(fastifyStatic, {
      root: DASHBOARD,
      wildcard: false,
      index: false,
      globIgnore: [INDEX, PAGES],
      setHeaders: (reply, path) => {
        // Built assets carry a hash of their content in their names.
        const isAsset = path.startsWith(`${DASHBOARD}assets/`);
        reply.header('cache-control', isAsset ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
      },
    });
    const fastify = app.getHttpAdapter().getInstance();
    for (const page of this.pages) {
      // Without the pattern, a parameter could be empty.
      const path = page.replace(/\$(\w+)/g, ':$1(^.+$)');
      // The dashboard's router ignores a slash at the end.
      for (const url of path === '/' ? [path] : [path, `${path}/`]) {
        fastify.get(url, (_, reply) => reply.sendFile(INDEX));
      }
    }
  }

  /**
   * Answers 404 with the dashboard, which then says that the page does not exist, if a person has opened the address in
   * a browser. Returns false, and answers nothing, to all other requests.
   */
  answerMissing({ method, headers }: FastifyRequest, reply: FastifyReply): boolean {
    const mode = headers['sec-fetch-mode'];
    const isOpened =
      (method === 'GET' || method === 'HEAD') &&
      (headers.accept ?? '').includes('text/html') &&
      // Older browsers do not send this header.
      (mode === undefined || mode === 'navigate');
    if (!isOpened) return false;
    void reply
      .status(404)
      .headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
      .send(this.index);
    return true;
  }
}
