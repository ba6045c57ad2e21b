import cluster from 'node:cluster';
import { afterEach, describe, expect, it } from '@jest/globals';
import { HttpProcesses } from './http-processes.js';

describe('HttpProcesses', () => {
  const { cwd } = cluster.settings;
  afterEach(() => {
    cluster.setupPrimary({ cwd });
  });

  it('rejects with the reason, and stops at once, if the system can not start a process', async () => {
    const processes = new HttpProcesses({
      share: () => () => undefined,
      onMadePassword: () => undefined,
      onWaiting: () => undefined,
      warn: () => undefined,
    });
    cluster.setupPrimary({ cwd: '/nowhere' });
    const started = processes.start(2);
    const stopped = processes.stop();
    await expect(started).rejects.toMatchObject({ lines: [expect.stringContaining('spawn')] });
    expect(await stopped).toBe(true);
  });
});
