export type * from './api.js';
export { type ClientOptions, createDwellClient, type DwellClient } from './client.js';
