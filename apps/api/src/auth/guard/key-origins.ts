import { ForbiddenException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isOneOf } from '../../platform/settings/origin.js';
import type { Identity } from './caller.js';

/**
 * Refuses an API key that is bound to origins if the request does not come from a page of one of these origins. This
 * keeps other people's pages from using a key that they have read in a page's source. It does not stop a program that
 * is no browser: such a program can name any origin.
 * @throws ForbiddenException
 */
export const checkKeyOrigin = ({ limits }: Identity, { headers: { origin } }: FastifyRequest): void => {
  if (!limits || limits.origins.size === 0) return;
  if (origin !== undefined && isOneOf(origin, limits.origins)) return;
  throw new ForbiddenException('This API key is only for pages of the origins that it is bound to');
};
