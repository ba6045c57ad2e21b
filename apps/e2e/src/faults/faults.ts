import { run, scratchStore, SmallDisk } from '@dwell/programs';
import { stopRounds } from './hammer/stop-rounds.js';
import { verdict } from './hammer/team.js';
import { jumpClock } from './trials/clock-jumps.js';
import { fillDisk } from './trials/full-disk.js';
import { loseFiles } from './trials/lost-files.js';
import { readFaultOptions, type TrialName, USAGE } from './trials/options.js';

const DISKS_MB = [16, 48];

const faults = async (stop: AbortSignal): Promise<number> => {
  const { trials, rounds, clients } = readFaultOptions();
  const scratch = scratchStore();
  const rounded = (signal: 'SIGKILL' | 'SIGTERM'): Promise<boolean> =>
    stopRounds(
      scratch.databaseUrl(signal),
      { rounds, clients, relays: 2, processes: 1, workers: 1 },
      signal,
      stop,
    );
  const acts: Record<TrialName, () => Promise<boolean>> = {
    kill: () => rounded('SIGKILL'),
    stop: () => rounded('SIGTERM'),
    disk: async () => {
      let sound = true;
      for (const megabytes of DISKS_MB) {
        console.log(`  a disk of ${megabytes} MB`);
        const disk = SmallDisk.mount(megabytes);
        if (typeof disk === 'string') {
          console.log(`  NOT TRIED, which counts as failed: ${disk}`);
          sound = false;
        } else sound = (await fillDisk(disk, clients)) && sound;
      }
      return sound;
    },
    files: () => loseFiles(clients),
    clock: () => jumpClock(clients),
  };
  let sound = true;
  for (const trial of trials) {
    if (stop.aborted) break;
    console.log(`\n${trial}`);
    sound = (await acts[trial]()) && sound;
  }
  return verdict(sound);
};

await run(USAGE, faults);
