export type * from './api.js';
export { type ClientOptions, createDwellClient, type DwellClient, toQueryString } from './client.js';
