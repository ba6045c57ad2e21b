import { HttpException, HttpStatus } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Slots } from '../platform/slots.js';

/** Thrown when too much of one kind of work is waiting; answered as 503 with Retry-After. */
export class Busy extends HttpException {
  readonly retryAfterSeconds = 2;

  constructor(work: string) {
    super(`Too many ${work} at once; try again soon`, HttpStatus.SERVICE_UNAVAILABLE);
  }
}

/**
 * Takes one of `slots` for a request, waiting for it if need be, and frees it when the answer has been sent or the
 * client has left. Rejects with {@link Busy} if too many requests wait. Returns whether the client is still there.
 * @param work what the slots are for, in the plural
 */
export const takeSlot = async (slots: Slots, { raw }: FastifyReply, work: string): Promise<boolean> => {
  const leave = await slots.enter();
  if (!leave) throw new Busy(work);
  // A client that left while it waited has closed its answer already.
  if (raw.closed || raw.destroyed) {
    leave();
    return false;
  }
  raw.once('close', leave);
  return true;
};
