import './platform/node-version.js';
import './platform/private-files.js';
import 'reflect-metadata';
import cluster from 'node:cluster';
import { cacheCompiledCode } from './platform/compile-cache.js';
import { nameSourcesInStacks } from './platform/stack-traces.js';
import { giveBackStartMemory } from './platform/start-memory.js';

// V8's cache is used for what is loaded after this call.
cacheCompiledCode();
nameSourcesInStacks();

// Each kind of process loads only what it needs: with WORKERS, the first process answers no requests.
if (cluster.isWorker) {
  const { runHttpProcess } = await import('./http-process.js');
  await runHttpProcess();
} else {
  const { runServer } = await import('./run-server.js');
  await runServer();
}
giveBackStartMemory();
