import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AddressedExchange } from './identity-check.js';

/** Returns a request, its response and the address of the client in one object, as the services of logins take them. */
export const exchangeOf = (request: FastifyRequest, response: FastifyReply): AddressedExchange => ({
  request,
  response,
  address: request.forwarding.address,
});
