import { workerData } from 'node:worker_threads';
import { attack, type AttackOrder } from './attacks.js';

attack(workerData as AttackOrder);
