import { expect, it } from '@jest/globals';
import type { LoadGenerator } from '../load/load-generator.js';
import { compare } from './compare.js';
import type { Work } from './session-server.js';

const options = { rounds: 1, seconds: 1, warmUpSeconds: 1, sessions: 4, connections: 1 };
const unused: LoadGenerator = { name: 'none', run: () => Promise.reject(new Error('sends nothing')) };

const serverOf = (requestsPerSecond: Record<Work, number>) => ({
  contender: (work: Work) => ({
    name: work,
    run: () => Promise.resolve({ requestsPerSecond: requestsPerSecond[work], p50: 1, p99: 1, failures: 0 }),
  }),
});

it('the comparison divides our request rate by that of the fastest other library at the same work', async () => {
  const rivals = {
    name: 'F',
    theirs: [serverOf({ read: 100, save: 90 }), serverOf({ read: 200, save: 10 })],
    ours: serverOf({ read: 300, save: 45 }),
  };
  const read = await compare(rivals, 'read', unused, options);
  expect(read).toMatchObject({ name: 'F, read', ratio: 1.5 });
  expect(read.results.map(({ median }) => median.requestsPerSecond)).toEqual([100, 200, 300]);
  expect(await compare(rivals, 'save', unused, options)).toMatchObject({ name: 'F, save', ratio: 0.5 });
});
