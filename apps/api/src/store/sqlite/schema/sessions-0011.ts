import { sessions0009 } from './sessions-0009.js';

/**
 * Empties the packs, which now also have sums by slot, and whose rows are in the order of their slots. The worker that
 * commits fills them when it opens the file.
 */
export const sessions0011 = sessions0009;
