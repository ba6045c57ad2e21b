import { HttpException, HttpStatus } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Share, Slots } from '../platform/slots.js';
import { networkOf } from './addresses.js';

/** Thrown when too much of one kind of work is waiting; answered as 503 with Retry-After. */
export class Busy extends HttpException {
  readonly retryAfterSeconds = 2;

  constructor(work: string) {
    super(`Too many ${work} at once; try again soon`, HttpStatus.SERVICE_UNAVAILABLE);
  }
}

/**
 * The part of the slots, and of the places in line, that one caller at one address may take. A key in a web page's
 * source has many users: this limit for one address leaves room for the others.
 */
export const CALLER_AT_ADDRESS_PART = 1 / 4;

/** The part of the slots, and of the places in line, that one caller may take at all its addresses together. */
export const CALLER_PART = 1 / 2;
/** The part of the slots, and of the places in line, that all callers at one address may take together. */
export const ADDRESS_PART = 1 / 2;

/**
 * Returns the shares of the slots that a request counts in: that of its caller at its address, that of its address, and
 * that of its caller.
 * @param caller the caller's name; undefined if everybody may call
 */
const sharesOf = ({ forwarding: { address } }: FastifyRequest, caller = ''): Share[] => {
  const network = networkOf(address);
  const ofCaller = caller === '' ? [] : [{ holder: `caller ${caller}`, part: CALLER_PART }];
  return [
    { holder: `${network} ${caller}`, part: CALLER_AT_ADDRESS_PART },
    { holder: `address ${network}`, part: ADDRESS_PART },
    ...ofCaller,
  ];
};

/**
 * Takes one of `slots` for a request, waiting for it if need be, and frees it when the answer has been sent or the
 * client has left. Rejects with {@link Busy} if too many requests wait: in all, of this caller, or from this address.
 * @param work what the slots are for, in the plural
 * @param caller the caller's name; undefined if everybody may call
 * @param onRefused called before it rejects
 */
export const takeSlot = async (
  slots: Slots,
  { raw, request }: FastifyReply,
  work: string,
  caller: string | undefined,
  onRefused?: () => void,
): Promise<void> => {
  const leave = await slots.enter(sharesOf(request, caller));
  if (!leave) {
    onRefused?.();
    throw new Busy(work);
  }
  // If the client left while its request waited, the answer is closed already, and the event "close" is over.
  if (raw.closed || raw.destroyed) leave();
  else raw.once('close', leave);
};
