import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { TestServer, TestUser } from '../testing/test-server.js';

const PATH = ['/view/orders', 'view-tab_open'];

describe('A UI of an older installation, which calls sessionstart at the login only', () => {
  let folder: string;
  let server: TestServer;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dwell-older-ui-'));
    writeFileSync(join(folder, 'session.conf'), '[SESSION]\nalive_session_duration=300\n');
  });
  afterEach(() => server.close());
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Logs in, sends keepalives for ten minutes, is silent for ten, and sends keepalives for another ten. */
  const useAll = async (
    env: Record<string, string>,
  ): Promise<{ statuses: number[]; durations: number[] }> => {
    server = await TestServer.start({ SESSION_CONF: join(folder, 'session.conf'), ...env });
    const user = new TestUser(server, await server.createKey({ name: 'ui', role: 'analyst' }), 'ann');
    await user.start();
    const statuses: number[] = [];
    for (let minute = 0; minute <= 30; minute++) {
      if (minute <= 10 || minute > 20)
        statuses.push((await user.keepalive({ visible: true, path: PATH })).status);
      server.clock.advance(60_000);
    }
    return {
      statuses: [...new Set(statuses)],
      durations: (await user.sessions()).map(({ visible_duration }) => visible_duration),
    };
  };

  it('has its time counted again after a silence when SESSION_CONF is set', async () => {
    expect(await useAll({})).toEqual({ statuses: [200], durations: [600, 540] });
  });

  it('has no time counted after a silence with ON_INACTIVE=reject', async () => {
    expect(await useAll({ ON_INACTIVE: 'reject' })).toEqual({ statuses: [200, 400], durations: [600] });
  });
});
