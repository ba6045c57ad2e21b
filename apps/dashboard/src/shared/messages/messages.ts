import { en } from './en.js';

/** The texts of the dashboard in one language. */
type Messages = typeof en;

/** The texts that the dashboard shows. English is the only language so far. */
export const messages: Messages = en;
