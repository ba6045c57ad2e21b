import { HttpStatus } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodySizeOf } from './body-size.js';

/** How much of a body that nobody wants is read and dropped, in bytes: 1 MB. */
export const MAX_DROPPED_BYTES = 1024 * 1024;

/**
 * Closes the connection after the answer if the request's body is still coming, and is too slow or may be longer than
 * {@link MAX_DROPPED_BYTES}: Node would read and drop all of it. A shorter body is read and dropped, because many
 * clients see the answer only once they have sent the body.
 */
export const closeBehindLongBody = (request: FastifyRequest, reply: FastifyReply): void => {
  if (request.raw.complete) return;
  const mayBeLong = (bodySizeOf(request) ?? Infinity) > MAX_DROPPED_BYTES;
  if (mayBeLong || reply.statusCode === Number(HttpStatus.REQUEST_TIMEOUT))
    void reply.header('connection', 'close');
};
