import { en } from './en.js';

/** Every text of the dashboard, in one language. */
export type Messages = typeof en;

/** The texts in the language of this page load; a change of language reloads the page. */
export const messages: Messages = en;
