import { fileURLToPath } from 'node:url';
import { ChildServer, SERVER_NODE_ARGS } from '@dwell/programs';
import { startBaseline } from '../baselines/start-baseline.js';

const API = fileURLToPath(new URL('../../../apps/api/dist/main.js', import.meta.url));

/** How long the first `npm start` may take, which builds a release. */
const BUILT_WITHIN_SECONDS = 300;

/** A program whose start is measured. */
export interface Starter {
  readonly name: string;
  /** The longest time that the start may take, in seconds. */
  readonly barSeconds?: number;
  /** Whether the process starts another one that is the server, so that its own figures say nothing. */
  readonly isWrapped?: boolean;
  /** Resolves when the program has printed its URL. */
  start(): Promise<ChildServer>;
}

/** @param databaseUrl the database of the servers, which exists after the first start */
export const starters = (databaseUrl: string): Starter[] => {
  const env = { PORT: '0', HOST: '127.0.0.1', DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn' };
  return [
    { name: 'bare Nest application', start: () => startBaseline('The Nest application', 'bare-nest') },
    {
      name: 'built server',
      barSeconds: 1,
      start: () => ChildServer.start({ name: 'The API', script: API, nodeArgs: SERVER_NODE_ARGS, env }),
    },
    {
      name: 'npm start',
      barSeconds: 2,
      isWrapped: true,
      start: () =>
        ChildServer.start({
          name: 'npm start',
          script: npm(),
          args: ['start', '--silent'],
          env,
          isWrapper: true,
          readyWithinSeconds: BUILT_WITHIN_SECONDS,
        }),
    },
  ];
};

/** Returns the path of npm's program, which npm passes to its scripts in an environment variable. */
const npm = (): string => {
  const { npm_execpath: path } = process.env;
  if (path === undefined) throw new Error('Run this with npm run bench:start');
  return path;
};
