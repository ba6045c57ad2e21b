import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { UnauthorizedException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { TestServer } from '../../testing/test-server.js';
import { ApiKeys } from '../api-keys/api-keys.service.js';
import type { Credential } from './credential.js';
import { Identities, MAX_STALENESS_MS } from './identities.js';
import { FIRST_ADMIN } from '../users/first-login.js';
import { Logins } from '../login/logins.js';

const request = { forwarding: { address: '192.0.2.1' } } as FastifyRequest;

describe('Identities', () => {
  let server: TestServer;
  let identities: Identities;
  beforeAll(async () => {
    server = await TestServer.start();
    identities = server.running.app.get(Identities);
  });
  afterAll(() => server.close());

  const keyOf = async (username: string): Promise<{ id: string; credential: Credential }> => {
    const { id, key } = await server.running.app
      .get(ApiKeys)
      .create({ name: 'k', role: 'reporter', username });
    return { id, credential: { kind: 'api-key', value: key } };
  };
  const loginOfAdmin = async (): Promise<Credential> => {
    const user = await server.running.database.accounts.findUser(FIRST_ADMIN);
    if (!user) throw new Error('No admin');
    const response = new ServerResponse(new IncomingMessage(new Socket()));
    await server.running.app
      .get(Logins)
      .begin(user, { request: { headers: {}, forwarding: { scheme: 'http' } }, response });
    const [value = ''] = String(response.getHeader('set-cookie')).split(';');
    return { kind: 'login', value };
  };

  it('returns a cached identity without a promise', async () => {
    for (const credential of [(await keyOf('ada')).credential, await loginOfAdmin()]) {
      const found = identities.of(credential, request);
      expect(found).toBeInstanceOf(Promise);
      const identity = await found;
      expect(identities.of(credential, request)).toBe(identity);
    }
  });

  it('looks an identity up again at once after this process removed its key', async () => {
    const { id, credential } = await keyOf('ada');
    await identities.of(credential, request);
    await server.running.app.get(ApiKeys).remove(id);
    await expect(identities.of(credential, request)).rejects.toBeInstanceOf(UnauthorizedException);
  });

  it('looks an identity up again five seconds after another process changed its user', async () => {
    const credential = await loginOfAdmin();
    await identities.of(credential, request);
    const admin = await server.running.database.accounts.findUser(FIRST_ADMIN);
    if (!admin) throw new Error('There is no admin');
    await server.running.database.accounts.putUser({ ...admin, role: 'analyst' });
    server.clock.advance(MAX_STALENESS_MS);
    expect((await identities.of(credential, request)).caller.role).toBe('analyst');

    await server.running.database.accounts.updateUser(FIRST_ADMIN, { loginGeneration: 1 });
    server.clock.advance(MAX_STALENESS_MS);
    await expect(identities.of(credential, request)).rejects.toBeInstanceOf(UnauthorizedException);
  });

  it('refuses an API key that comes as a login or as a token, even if the key is cached', async () => {
    const { credential } = await keyOf('ada');
    await identities.of(credential, request);
    for (const kind of ['login', 'jwt'] as const) {
      await expect(identities.of({ kind, value: credential.value }, request)).rejects.toBeInstanceOf(
        UnauthorizedException,
      );
    }
  });
});
