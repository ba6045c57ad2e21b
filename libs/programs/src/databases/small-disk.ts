import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CHUNK = Buffer.alloc(64 * 1024);

/** An empty file system in memory with a fixed size. Only root can mount one. */
export class SmallDisk {
  private readonly ballast: string;
  private mounted = true;
  private readonly unmountAtExit = (): void => {
    this.unmount();
  };

  private constructor(readonly path: string) {
    this.ballast = join(path, 'ballast');
    process.once('exit', this.unmountAtExit);
  }

  /** Mounts an empty disk and returns it. If that fails, returns the reason in one line. */
  static mount(megabytes: number): SmallDisk | string {
    const path = mkdtempSync(join(tmpdir(), 'dwell-disk-'));
    const { status, stderr, error } = mount(['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path]);
    if (status === 0) return new SmallDisk(path);
    rmdirSync(path);
    const reason = error?.message ?? stderr.trim().replace(/\s*\n\s*/g, ' ');
    return `a disk of ${megabytes} MB can't be mounted: ${reason}`;
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.path);
    return bavail * bsize;
  }

  /** Fills the disk with one file, until no space is left. */
  fill(): void {
    const file = openSync(this.ballast, 'a');
    try {
      for (;;) writeSync(file, CHUNK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  }

  /** Gives back the space that `fill` took. */
  release(): void {
    rmSync(this.ballast, { force: true });
  }

  /** Makes the disk read-only, or writable again. Returns whether that succeeded. */
  setReadOnly(readOnly: boolean): boolean {
    return mount(['-o', `remount,${readOnly ? 'ro' : 'rw'}`, this.path]).status === 0;
  }

  /** Removes the disk with everything on it. */
  unmount(): void {
    if (!this.mounted) return;
    this.mounted = false;
    process.removeListener('exit', this.unmountAtExit);
    spawnSync('umount', ['--lazy', this.path]);
    rmdirSync(this.path);
  }
}

const mount = (args: readonly string[]) => spawnSync('mount', args, { encoding: 'utf8' });
