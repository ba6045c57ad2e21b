import { join } from 'node:path';
import type { SessionAnswer } from '@dwell/shared';
import { DwellServer, SmallDisk } from '@dwell/programs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { jumpClock, uncovered } from './clock-jumps.js';
import { fillDisk } from './full-disk.js';
import { loseFiles } from './lost-files.js';

const CLIENTS = 8;

describe('An acknowledged ping survives', () => {
  it('a disk of 4 MB, which the log alone must not fill, and the time in which it has no space', async () => {
    expect(await fillDisk(4, CLIENTS)).toBe(true);
  });

  it('the loss of the file or its log', async () => {
    expect(await loseFiles(CLIENTS)).toBe(true);
  });

  it('a clock that jumps ahead and back', async () => {
    expect(await jumpClock(CLIENTS)).toBe(true);
  });
});

describe('A server on a disk', () => {
  let disk: SmallDisk | undefined;
  afterEach(() => disk?.unmount());

  /** Mounts a disk. Returns undefined, and says why, where that is not allowed. */
  const mount = (megabytes: number): SmallDisk | undefined => {
    const mounted = SmallDisk.mount(megabytes);
    if (typeof mounted !== 'string') return (disk = mounted);
    console.warn(`SKIPPED: ${mounted}`);
    return undefined;
  };

  const start = ({ path }: SmallDisk): Promise<DwellServer> =>
    DwellServer.start({ databaseUrl: `file:${join(path, 'dwell.db')}`, logLevel: 'fatal' });

  it('refuses to start when the disk is read-only', async () => {
    const mounted = mount(4);
    if (!mounted) return;
    await (await start(mounted)).stop();
    expect(mounted.setReadOnly(true)).toBe(true);
    await expect(start(mounted)).rejects.toThrow(/Dwell can't start: The folder \S+ can not be written/);
  });

  it('refuses to start with one line when the disk has no space for a new database', async () => {
    const mounted = mount(4);
    if (!mounted) return;
    mounted.fill();
    await expect(start(mounted)).rejects.toThrow(/Dwell can't start: \S+ can not be opened: \S.*\n$/);
  });
});

describe('uncovered', () => {
  it('lists the acknowledged pings that lie in no session of their user', () => {
    const session: SessionAnswer = {
      _id: 'id',
      id_beaker_session: 'aWQ=',
      username: 'ann',
      start: 10,
      last_ping: 20,
      last_visible_ping: 20,
      last_visible_path: [],
      visible_duration: 10,
      tab_duration: {},
      active: true,
    };
    const acknowledged = [10_000, 20_000, 20_001].map((at) => ({ username: 'ann', at }));
    expect(uncovered([...acknowledged, { username: 'bob', at: 15_000 }], [session])).toEqual([
      expect.stringContaining('ann: no session has the ping of 20001'),
      expect.stringContaining('bob: '),
    ]);
  });
});
