import { filters } from './en/filters.js';
import { frame } from './en/frame.js';
import { logins } from './en/logins.js';
import { pages } from './en/pages.js';
import { settings } from './en/settings.js';
import { statistics } from './en/statistics.js';

/** The dashboard's texts in English. */
export const en = { ...frame, ...logins, ...filters, ...statistics, ...pages, ...settings };
