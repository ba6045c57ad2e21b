import { HttpStatus } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** How much of a body that nobody wants is read and dropped, in bytes: 1 MB. */
export const MAX_DROPPED_BYTES = 1024 * 1024;

/**
 * Closes the connection after the answer if the rest of the request's body may be long, or is too slow: Node would read
 * and drop all of it. A shorter body is read and dropped, because many clients see the answer only once they have sent
 * the body.
 */
export const closeBehindLongBody = ({ raw, headers }: FastifyRequest, reply: FastifyReply): void => {
  if (raw.complete) return;
  const isShort =
    headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) <= MAX_DROPPED_BYTES;
  if (!isShort || reply.statusCode === Number(HttpStatus.REQUEST_TIMEOUT))
    void reply.header('connection', 'close');
};
