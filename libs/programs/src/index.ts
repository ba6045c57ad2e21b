export { numberOption, run, UsageError } from './command-line.js';
export { mongoServerOf, STORE_OPTIONS, withDatabase } from './databases/mongo-server.js';
export { scratchFolder, type ScratchStore, scratchStore } from './databases/scratch-store.js';
export { reportDurations, violationsOf } from './figures/session-durations.js';
export { formatInteger, median, quantile } from './figures/statistics.js';
export { table } from './figures/table.js';
export { ChildServer } from './servers/child-server.js';
export { createApiKey, type DwellOptions, DwellServer, SERVER_NODE_ARGS } from './servers/dwell-server.js';
export { SmallDisk } from './databases/small-disk.js';
