import { join } from 'node:path';
import type { SessionAnswer } from '@dwell/shared';
import { DwellServer, SmallDisk } from '@dwell/programs';
import { describe, expect, it } from '@jest/globals';
import { jumpClock, uncovered } from './clock-jumps.js';
import { fillDisk } from './full-disk.js';
import { loseFiles } from './lost-files.js';

const CLIENTS = 8;

/** Why no disk can be mounted here; undefined if one can. */
const reasonToSkip = (): string | undefined => {
  const disk = SmallDisk.mount(1);
  if (typeof disk === 'string') return disk;
  disk.unmount();
  return undefined;
};

const skipped = reasonToSkip();

/** Runs a test on a disk of 4 MB. Shows it as skipped, with the reason in its title, where none can be mounted. */
const onDisk = (title: string, test: (disk: SmallDisk) => Promise<void>): void => {
  if (skipped !== undefined) {
    it.skip(`${title} (skipped: ${skipped})`, () => undefined);
    return;
  }
  it(title, async () => {
    const disk = SmallDisk.mount(4);
    if (typeof disk === 'string') throw new Error(disk);
    try {
      await test(disk);
    } finally {
      disk.unmount();
    }
  });
};

describe('An acknowledged ping survives', () => {
  onDisk(
    'on a disk of 4 MB that the load alone does not fill, also while another program takes all space',
    async (disk) => {
      expect(await fillDisk(disk, CLIENTS)).toBe(true);
    },
  );

  it('the loss of the file or its log', async () => {
    expect(await loseFiles(CLIENTS)).toBe(true);
  });

  it('a clock that jumps ahead and back', async () => {
    expect(await jumpClock(CLIENTS)).toBe(true);
  });
});

describe('A server on a disk', () => {
  const start = ({ path }: SmallDisk): Promise<DwellServer> =>
    DwellServer.start({ databaseUrl: `file:${join(path, 'dwell.db')}`, logLevel: 'fatal' });

  onDisk('refuses to start when the disk is read-only', async (disk) => {
    await (await start(disk)).stop();
    expect(disk.setReadOnly(true)).toBe(true);
    await expect(start(disk)).rejects.toThrow(/Dwell can't start: The folder \S+ can not be written/);
  });

  onDisk('refuses to start with one line when the disk has no space for a new database', async (disk) => {
    disk.fill();
    await expect(start(disk)).rejects.toThrow(/Dwell can't start: \S+ can not be opened: \S.*\n$/);
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
