/** Who may import whom: the rules that `npm run lint:imports` checks, for dependency-cruiser (docs/adr/0081). */

/** The other libs that each lib may import. */
const LIBS = {
  shared: [],
  sessions: [],
  client: [],
  tracker: ['shared'],
  programs: ['shared'],
  simulation: ['shared', 'tracker'],
  browsing: ['shared', 'tracker'],
};

/**
 * The layers of the API, from top to bottom: each imports only those below. Every other folder of the API except
 * testing/ is a feature.
 */
const API_LAYERS = ['auth', 'http', 'store', 'platform'];

const API = '^apps/api/src';
const DASHBOARD = '^apps/dashboard/src';
const ANY_PROJECT = '^((?:apps|libs)/[^/]+|bench|tools|examples)/';

/** Patterns of paths: specs, the suites and helpers that specs share, and the settings of build tools. */
export const TEST = [
  String.raw`[.](spec|suite|conformance)[.]tsx?$`,
  '/testing/',
  String.raw`/vite[.]config[.]ts$`,
];

const packages = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const libs = Object.entries(LIBS).map(([lib, allowed]) =>
  rule(
    `lib-${lib}`,
    `libs/${lib} imports ${allowed.length > 0 ? `only ${allowed.join(' and ')} of the other libs` : 'no other lib'}.`,
    { path: `^libs/${lib}/` },
    { path: ANY_PROJECT, pathNot: [lib, ...allowed].map((name) => `^libs/${name}/`) },
  ),
);

const apiLayers = API_LAYERS.map((layer, index) =>
  rule(
    `api-layer-${layer}`,
    `In the API, ${layer}/ imports only itself${API_LAYERS.slice(index + 1)
      .map((lower) => `, ${lower}/`)
      .join('')} and libs.`,
    { path: `${API}/${layer}/`, pathNot: TEST },
    { path: `${API}/`, pathNot: API_LAYERS.slice(index).map((lower) => `${API}/${lower}/`) },
  ),
);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    rule(
      'no-cycle',
      'Files import each other in a cycle. Move what they share into a third file.',
      {},
      { circular: true },
    ),
    rule(
      'production-without-tests',
      'Production code imports no test helper.',
      { path: '^(apps|libs)/', pathNot: [...TEST, '^apps/e2e/', '^libs/browsing/'] },
      { path: TEST },
    ),
    rule(
      'apps-import-libs',
      'An app or a tool imports libs, and no other app.',
      { path: '^(apps/[^/]+|bench|tools|examples)/', pathNot: '^(apps/(demo|e2e)|bench/src/queries/data)/' },
      { path: '^(apps|bench|tools|examples)/', pathNot: '^$1/' },
    ),
    rule(
      'server-in-process',
      'The demo and the end-to-end tests run the server in their process and write past sessions to its store. They import libs, and what apps/api/package.json exports. The tests also write the history of the demo.',
      { path: '^(apps/(?:demo|e2e))/' },
      {
        path: '^(apps|bench|tools|examples)/',
        pathNot: ['^$1/', `${API}/index[.]ts$`, `${API}/testing/`, '^apps/demo/src/demo-history[.]ts$'],
      },
    ),
    rule(
      'bench-fills-stores',
      'bench:queries writes past sessions to the store of the server, through what apps/api/package.json exports.',
      { path: '^bench/src/queries/data/' },
      { path: '^(apps|tools|examples)/', pathNot: `${API}/index[.]ts$` },
    ),
    rule(
      'projects-by-name',
      'A project imports another project by its package name, so that it sees only what the package exports.',
      { path: ANY_PROJECT },
      { path: ANY_PROJECT, pathNot: '^$1/', dependencyTypesNot: ['aliased-workspace'] },
    ),
    ...libs,
    rule(
      'page-without-packages',
      'Every page loads libs/tracker and libs/shared: they use no package and nothing of Node.',
      { path: '^libs/(shared|tracker)/', pathNot: TEST },
      {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'core'],
      },
    ),
    rule(
      'libs-without-nest',
      'The libs work with any server.',
      { path: '^libs/' },
      { path: packages('@nestjs') },
    ),
    rule(
      'sessions-without-drivers',
      'libs/sessions describes drivers and frameworks by interfaces of its own, so that nobody needs the types of one that they do not use.',
      { path: '^libs/sessions/', pathNot: TEST },
      { path: packages('better-sqlite3', 'mongodb', 'express', 'fastify') },
    ),
    rule(
      'api-without-visitors',
      'The server needs no simulated users, no browser and no command-line programs.',
      { path: '^apps/api/' },
      { path: '^libs/(simulation|browsing|programs)/' },
    ),
    ...apiLayers,
    rule(
      'api-features-apart',
      'A feature of the API imports no other feature. Move what two features share to a layer below.',
      { path: `${API}/(?!(?:${API_LAYERS.join('|')}|testing)/)([^/]+)/`, pathNot: TEST },
      { path: `${API}/`, pathNot: ['$1', ...API_LAYERS].map((folder) => `${API}/${folder}/`) },
    ),
    rule(
      'adapters-apart',
      'An adapter of one database imports nothing of the other.',
      { path: `${API}/store/(sqlite|mongo)/`, pathNot: TEST },
      { path: `${API}/store/(sqlite|mongo)/`, pathNot: `${API}/store/$1/` },
    ),
    rule(
      'adapters-behind-ports',
      'Only store/open-database.ts imports an adapter. All other code uses store/ports/.',
      { path: `${API}/`, pathNot: `${API}/store/(sqlite/|mongo/|open-database[.]ts$)` },
      { path: `${API}/store/(sqlite|mongo)/` },
    ),
    rule(
      'dashboard-without-server',
      'The page loads libs/client, types and constants of libs/shared, and no package of the server.',
      { path: '^apps/dashboard/' },
      {
        path: [
          '^libs/(?!(shared|client)/)',
          packages('class-validator', 'class-transformer', '@nestjs', 'better-sqlite3', 'kysely'),
        ],
      },
    ),
    rule(
      'dashboard-layer-shared',
      "The dashboard's shared/ imports no feature and nothing of app/.",
      { path: `${DASHBOARD}/shared/`, pathNot: TEST },
      { path: `${DASHBOARD}/`, pathNot: `${DASHBOARD}/shared/` },
    ),
    rule(
      'dashboard-features-apart',
      'A feature of the dashboard imports shared/, but no other feature and nothing of app/.',
      { path: `${DASHBOARD}/features/([^/]+)/`, pathNot: TEST },
      { path: `${DASHBOARD}/`, pathNot: [`${DASHBOARD}/shared/`, `${DASHBOARD}/features/$1/`] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/(dist|dist-types)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      conditionNames: ['@dwell/source', 'types', 'import', 'default'],
      exportsFields: ['exports'],
    },
  },
};
