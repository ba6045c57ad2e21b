import { SettingsError } from './settings/read-settings.js';
import { StoreUnusableError } from '../store/ports/errors.js';

/** Why the server can't start, in clear lines for whoever started it; the stack only where the cause is not known. */
export const explainStartError = (error: unknown): string[] => {
  if (error instanceof SettingsError) return error.problems.map((problem) => `Dwell can't start: ${problem}`);
  if (error instanceof StoreUnusableError) return [`Dwell can't start: ${error.message}`];
  const { code, port, address } = error as { code?: unknown; port?: unknown; address?: unknown };
  const where = `port ${String(port)} on ${String(address)}`;
  if (code === 'EADDRINUSE') {
    return [`Dwell can't start: ${where} is taken; stop the other program or set PORT to another one`];
  }
  if (code === 'EACCES' && port !== undefined) {
    return [`Dwell can't start: ${where} needs rights that this user lacks; set PORT to 1024 or higher`];
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return [`Dwell can't start: HOST is not an address of this machine (${String(address)})`];
  }
  return [`Dwell can't start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
};
