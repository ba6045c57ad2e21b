import type { KeepalivesItem } from '@dwell/shared';
import { HttpException } from '@nestjs/common';
import { InvalidFields } from '../http/validation.js';
import type { RecordingRequest } from './key-draft.js';
import { checkKeepalive, checkObject, checkSessionHide, checkSessionStart, toPing } from './ping-body.js';

/** A valid item: the client that it names, and the request to record. */
export interface CheckedItem {
  readonly clientId: string | undefined;
  readonly request: RecordingRequest;
}

/** For each call that an item can name: checks the item in the same way as the body of that call. */
const CHECKS: Readonly<Record<KeepalivesItem['call'], (item: unknown) => CheckedItem>> = {
  sessionstart: (item) => ({
    clientId: checkSessionStart(item).client_id,
    request: { kind: 'sessionstart' },
  }),
  keepalive: (item) => {
    const keepalive = checkKeepalive(item);
    return { clientId: keepalive.client_id, request: toPing('keepalive', keepalive.visible, keepalive) };
  },
  'session-hide': (item) => {
    const hide = checkSessionHide(item);
    return { clientId: hide.client_id, request: toPing('session-hide', false, hide) };
  },
};

/**
 * Checks an item by hand, for the reason that ping-body.ts gives.
 * @throws InvalidFields that names each bad field
 * @throws HttpException if the item is one: it stands for a line that is not valid JSON
 */
export const checkItem = (item: unknown): CheckedItem => {
  if (item instanceof HttpException) throw item;
  const { call } = checkObject(item);
  if (typeof call !== 'string' || !Object.hasOwn(CHECKS, call)) {
    const message = 'must be keepalive, session-hide or sessionstart';
    throw new InvalidFields([{ field: 'call', message }]);
  }
  return CHECKS[call as KeepalivesItem['call']](item);
};

/** Returns the username that an item has, checked or not; undefined if it has none. */
export const usernameIn = (item: unknown): unknown =>
  typeof item === 'object' && item !== null ? (item as { username?: unknown }).username : undefined;
