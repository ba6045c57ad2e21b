import { fileURLToPath } from 'node:url';
import { ChildServer, SERVER_NODE_ARGS } from '@dwell/programs';

/** Starts one of the servers with whose figures those of Dwell are compared. */
export const startBaseline = (name: string, script: 'bare-nest' | 'idle-node'): Promise<ChildServer> =>
  ChildServer.start({
    name,
    script: fileURLToPath(new URL(`./servers/${script}.js`, import.meta.url)),
    nodeArgs: SERVER_NODE_ARGS,
  });
