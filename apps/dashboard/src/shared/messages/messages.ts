import { en } from './en.js';

/** The texts of the dashboard in one language. */
type Messages = typeof en;

/** The texts in the chosen language. A change of language reloads the page. */
export const messages: Messages = en;
