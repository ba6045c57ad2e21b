import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AddressedVisit } from './identity-check.js';

export const visitOf = (request: FastifyRequest, response: FastifyReply): AddressedVisit => ({
  request,
  response,
  address: request.forwarding.address,
});
