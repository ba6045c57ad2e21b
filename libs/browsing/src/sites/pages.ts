import type { ServerResponse } from 'node:http';

export interface Page {
  readonly body: string;
  /** Default: HTML in UTF-8. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type PageMaker = (url: URL) => Page | Promise<Page>;

/** The pages of a web site. */
export class Pages {
  private readonly makers = new Map<string, PageMaker>();

  /** Serves a page at every path that begins with `path`. If several match, the one that was added last counts. */
  serve(path: string, page: Page | PageMaker): void {
    this.makers.set(path, typeof page === 'function' ? page : () => page);
  }

  async answer(url: URL, outgoing: ServerResponse): Promise<void> {
    const path = [...this.makers.keys()].findLast((each) => url.pathname.startsWith(each));
    const page = path === undefined ? undefined : await this.makers.get(path)?.(url);
    if (!page) {
      outgoing.writeHead(404).end();
      return;
    }
    outgoing.writeHead(200, { 'content-type': page.type ?? 'text/html; charset=utf-8', ...page.headers });
    outgoing.end(page.body);
  }
}
