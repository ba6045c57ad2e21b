import { parentPort, workerData } from 'node:worker_threads';
import { attack, type AttackOrder } from './attacks.js';

attack(workerData as AttackOrder);

// Answers each message with the processor time that this thread has used so far, in seconds.
parentPort?.on('message', () => {
  const { user, system } = process.threadCpuUsage();
  parentPort?.postMessage((user + system) / 1e6);
});
