import { type Plugin, runnerImport } from 'vite';

/** The part of TanStack's router that this plugin reads. */
interface Router {
  readonly routesByPath: Readonly<Record<string, unknown>>;
}

/** Replaces style sheets by nothing, because Vite's own plugin for them works in a build and in a server only. */
const noStyles: Plugin = {
  name: 'dwell:no-styles',
  enforce: 'pre',
  resolveId: (source) => (source.endsWith('.css') ? '\0no-styles' : undefined),
  load: (id) => (id === '\0no-styles' ? 'export default {}' : undefined),
};

/**
 * Writes the paths of the router's pages to `pages.json`, such as `/sessions/$sessionId`. The server reads the file to
 * tell the dashboard's pages from unknown paths.
 */
export const pageList = (routerModule: string, conditions: string[]): Plugin => ({
  name: 'dwell:page-list',
  apply: 'build',
  async generateBundle() {
    const { module } = await runnerImport<{ createAppRouter: (queryClient: unknown) => Router }>(
      routerModule,
      {
        configFile: false,
        plugins: [noStyles],
        resolve: { conditions },
      },
    );
    // A path that ends with $ stands for all paths that no page has.
    const pages = Object.keys(module.createAppRouter(undefined).routesByPath).filter(
      (path) => !path.endsWith('$'),
    );
    this.emitFile({ type: 'asset', fileName: 'pages.json', source: JSON.stringify(pages) });
  },
});
