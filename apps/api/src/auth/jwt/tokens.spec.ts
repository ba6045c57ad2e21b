import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger, ServiceUnavailableException, UnauthorizedException } from '@nestjs/common';
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type JWTPayload,
  type JWK,
} from 'jose';
import { type Environment, readSettings, SettingsError } from '../../platform/settings/read-settings.js';
import { FakeClock } from '../../testing/fake-clock.js';
import {
  KEY_SET_AGE_MS,
  KEY_SET_COOLDOWN_MS,
  KEY_SET_RETRY_MS,
  MAX_KEY_SET_BYTES,
} from './remote-key-set.js';
import type { TokenGroups } from '../../store/ports/group-store.js';
import type { TokenGroupRecorder } from './token-groups.js';
import { CLIENT_WITHOUT_SID, TOKEN_CHECK_MS, Tokens } from './tokens.js';

// Silences the errors that the outages in a test below would log.
Logger.overrideLogger(false);

const SECRET = 'a secret that both sides know, of 32 bytes or more';
const secretKey = new TextEncoder().encode(SECRET);
const clock = new FakeClock();
const seconds = (fromNow: number): number => clock.now() / 1000 + fromNow;

/** The groups that were noted from tokens. */
let noted: TokenGroups[] = [];
const recorder: Pick<TokenGroupRecorder, 'note'> = { note: (token) => noted.push(token) };

const open = async (env: Environment): Promise<Tokens> => {
  const tokens = new Tokens(readSettings(env, '/'), clock, recorder as TokenGroupRecorder);
  await tokens.onModuleInit();
  return tokens;
};

const bySecret = (claims: JWTPayload, key = secretKey, alg = 'HS256'): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg }).sign(key);

/** Resolves to the reason why a token is refused. */
const refusal = async (tokens: Tokens, token: string): Promise<string> => {
  const error = await tokens.identify(token).catch((thrown: unknown) => thrown);
  if (error instanceof UnauthorizedException) return error.message;
  throw new Error(`Not refused: ${JSON.stringify(error)}`);
};

describe('A token signed with the shared secret', () => {
  let tokens: Tokens;
  beforeEach(async () => {
    tokens = await open({ JWT_SECRET: SECRET });
  });

  it('identifies the user, the device and the expiry', async () => {
    const token = await bySecret({ sub: 'Jörg', sid: 'phone', exp: seconds(60) });
    expect(await tokens.identify(token)).toEqual({
      caller: { username: 'Jörg', role: 'reporter', via: 'jwt', client: 'phone' },
      expiresAt: clock.now() + 60_000,
      checkedUntil: clock.now() + TOKEN_CHECK_MS,
    });
  });

  it('is accepted without an expiry and without a device', async () => {
    const identity = await tokens.identify(await bySecret({ sub: 'ada' }));
    expect(identity.expiresAt).toBe(Infinity);
    expect(identity.caller.client).toBe(CLIENT_WITHOUT_SID);
  });

  it('is refused from its expiry on', async () => {
    expect(await refusal(tokens, await bySecret({ sub: 'ada', exp: seconds(0) }))).toBe(
      'The token has expired',
    );
    await tokens.identify(await bySecret({ sub: 'ada', exp: seconds(1) }));
  });

  it('is refused before its nbf', async () => {
    expect(await refusal(tokens, await bySecret({ sub: 'ada', nbf: seconds(1) }))).toBe(
      'The token is not valid yet',
    );
    await tokens.identify(await bySecret({ sub: 'ada', nbf: seconds(0) }));
  });

  it.each<[string, JWTPayload]>([
    ['missing', {}],
    ['a number', { sub: 7 as unknown as string }],
    ['an empty string', { sub: '' }],
    ['a string with NUL', { sub: 'a\0b' }],
    ['a lone surrogate', { sub: '\ud800' }],
    ['longer than 512 characters', { sub: 'a'.repeat(513) }],
  ])('is refused if its subject is %s', async (_, claims) => {
    expect(await refusal(tokens, await bySecret(claims))).toBe('The token names no user');
  });

  it('is refused without a signature', async () => {
    const unsigned = new UnsecuredJWT({ sub: 'admin' }).encode();
    expect(await refusal(tokens, unsigned)).toBe('The token is not valid');
    const [header, claims] = (await bySecret({ sub: 'admin' })).split('.');
    expect(await refusal(tokens, `${header}.${claims}.`)).toBe('The token is not valid');
    for (const alg of ['none', 'None', 'NONE', '']) {
      const forged = Buffer.from(JSON.stringify({ alg, typ: 'JWT' })).toString('base64url');
      expect(await refusal(tokens, `${forged}.${claims}.`)).toBe('The token is not valid');
    }
  });

  it('is refused if another secret signed it or if it was changed', async () => {
    const other = new TextEncoder().encode('another secret, which is long enough too');
    expect(await refusal(tokens, await bySecret({ sub: 'admin' }, other))).toBe('The token is not valid');
    const [header, , signature] = (await bySecret({ sub: 'ada' })).split('.');
    const claims = Buffer.from('{"sub":"admin"}').toString('base64url');
    expect(await refusal(tokens, `${header}.${claims}.${signature}`)).toBe('The token is not valid');
  });

  it('is refused under another algorithm, even with the right secret', async () => {
    const key = new TextEncoder().encode(SECRET.repeat(2));
    tokens = await open({ JWT_SECRET: SECRET.repeat(2) });
    await tokens.identify(await bySecret({ sub: 'ada' }, key));
    expect(await refusal(tokens, await bySecret({ sub: 'ada' }, key, 'HS512'))).toBe(
      'The token is not valid',
    );
  });

  it.each(['', 'x', 'a.b', 'a.b.c', '..', 'a.b.c.d.e', '🙂.🙂.🙂'])(
    'is refused if it is not a token: "%s"',
    async (text) => {
      expect(await refusal(tokens, text)).toBe('The token is not valid');
    },
  );
});

describe('JWT_ISSUER and JWT_AUDIENCE', () => {
  it('refuse tokens of another issuer and for another audience', async () => {
    const tokens = await open({
      JWT_SECRET: SECRET,
      JWT_ISSUER: 'https://id.example.com',
      JWT_AUDIENCE: 'dwell',
    });
    const good = { sub: 'ada', iss: 'https://id.example.com', aud: 'dwell' };
    await tokens.identify(await bySecret(good));
    await tokens.identify(await bySecret({ ...good, aud: ['other', 'dwell'] }));
    const wrongIssuer = 'The token is from another issuer';
    expect(await refusal(tokens, await bySecret({ ...good, iss: 'https://evil.example.org' }))).toBe(
      wrongIssuer,
    );
    expect(await refusal(tokens, await bySecret({ ...good, iss: undefined }))).toBe(wrongIssuer);
    const wrongAudience = 'The token is meant for another audience';
    expect(await refusal(tokens, await bySecret({ ...good, aud: 'other' }))).toBe(wrongAudience);
    expect(await refusal(tokens, await bySecret({ ...good, aud: undefined }))).toBe(wrongAudience);
  });

  it('accept any issuer and audience when they are not set', async () => {
    const tokens = await open({ JWT_SECRET: SECRET });
    await tokens.identify(await bySecret({ sub: 'ada', iss: 'anybody', aud: 'anything' }));
  });
});

describe('JWT_USERNAME_CLAIM, JWT_ROLE_CLAIM and JWT_DEFAULT_ROLE', () => {
  const rolesOf = async (env: Environment, claims: readonly unknown[]): Promise<string[]> => {
    const tokens = await open({ JWT_SECRET: SECRET, JWT_USERNAME_CLAIM: 'email', ...env });
    return Promise.all(
      claims.map(async (dwell_role) => {
        const token = await bySecret({ email: 'ada@example.com', dwell_role });
        return (await tokens.identify(token)).caller.role;
      }),
    );
  };
  const byClaim = { JWT_ROLE_CLAIM: 'dwell_role' };

  it('name the claims that hold the user and the role', async () => {
    expect(await rolesOf(byClaim, ['admin', 'analyst', 'reporter'])).toEqual([
      'admin',
      'analyst',
      'reporter',
    ]);
    const tokens = await open({ JWT_SECRET: SECRET, JWT_USERNAME_CLAIM: 'email' });
    expect(await refusal(tokens, await bySecret({ sub: 'ada' }))).toBe('The token names no user');
  });

  it('give a token whose claim names no role of Dwell the role reporter', async () => {
    const unknown = ['root', 'Admin', ' admin', '', 0, true, {}, { admin: true }, [], ['root'], [['admin']]];
    for (const env of [byClaim, { ...byClaim, JWT_DEFAULT_ROLE: 'admin' }]) {
      expect(await rolesOf(env, unknown)).toEqual(unknown.map(() => 'reporter'));
    }
  });

  it('take the highest role of a list', async () => {
    const lists = [['admin'], ['reporter', 'analyst'], ['admin', 'reporter'], ['staff', 'analyst', 7]];
    expect(await rolesOf(byClaim, lists)).toEqual(['admin', 'analyst', 'admin', 'analyst']);
  });

  it('give a token without the claim the role reporter, or the one that JWT_DEFAULT_ROLE names', async () => {
    expect(await rolesOf(byClaim, [undefined, null])).toEqual(['reporter', 'reporter']);
    const analyst = { ...byClaim, JWT_DEFAULT_ROLE: 'analyst' };
    expect(await rolesOf(analyst, [undefined, null, 'admin'])).toEqual(['analyst', 'analyst', 'admin']);
  });

  it('ignore a role claim when JWT_ROLE_CLAIM is not set', async () => {
    const tokens = await open({ JWT_SECRET: SECRET });
    const { caller } = await tokens.identify(
      await bySecret({ sub: 'ada', role: 'admin', undefined: 'admin' }),
    );
    expect(caller.role).toBe('reporter');
  });
});

describe('JWT_GROUPS_CLAIM', () => {
  const notedBy = async (claims: JWTPayload, env: Environment = { JWT_GROUPS_CLAIM: 'teams' }) => {
    const tokens = await open({ JWT_SECRET: SECRET, ...env });
    noted = [];
    await tokens.identify(await bySecret({ sub: 'ada', ...claims }));
    return noted;
  };

  it('names the claim whose groups are noted, with the time when the token was issued', async () => {
    const ada = { username: 'ada', groups: ['a', 'b'], issuedAt: clock.now() - 5_000 };
    expect(await notedBy({ teams: ['b', 'a'], iat: seconds(-5) })).toEqual([ada]);
    expect(await notedBy({ teams: ['b', 'a'], iat: seconds(500) })).toEqual([
      { ...ada, issuedAt: clock.now() },
    ]);
    expect(await notedBy({ teams: 'a' })).toEqual([{ ...ada, groups: ['a'], issuedAt: clock.now() }]);
    expect(await notedBy({})).toMatchObject([{ groups: [] }]);
  });

  it('notes no groups if it is not set, or if the token is refused', async () => {
    expect(await notedBy({ teams: ['a'], undefined: ['a'] }, {})).toEqual([]);
    const tokens = await open({ JWT_SECRET: SECRET, JWT_GROUPS_CLAIM: 'teams' });
    noted = [];
    await refusal(tokens, await bySecret({ sub: 'ada', teams: ['a'], exp: seconds(-1) }));
    await refusal(tokens, await bySecret({ teams: ['a'] }));
    await refusal(tokens, await bySecret({ sub: 'ada', teams: ['a'] }, new Uint8Array(32)));
    expect(noted).toEqual([]);
  });
});

describe('Without JWT_SECRET and JWT_JWKS', () => {
  it('a token is refused, also one that is signed with a secret of zeros', async () => {
    const tokens = await open({});
    expect(await refusal(tokens, await bySecret({ sub: 'ada' }))).toMatch(/not accepted here/);
    expect(await refusal(tokens, await bySecret({ sub: 'ada' }, new Uint8Array(32)))).toMatch(
      /not accepted here/,
    );
  });
});

describe('A token signed with a key of a key set', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dwell-jwks-'));
  const file = join(folder, 'jwks.json');
  const pairs = new Map<string, CryptoKeyPair>();
  let jwks: { keys: JWK[] };
  let tokens: Tokens;

  type CryptoKeyPair = Awaited<ReturnType<typeof generateKeyPair>>;
  const pair = (alg: string): CryptoKeyPair => {
    const found = pairs.get(alg);
    if (!found) throw new Error(`No pair for ${alg}`);
    return found;
  };
  const byKey = (alg: string, kid = alg, key = pair(alg).privateKey): Promise<string> =>
    new SignJWT({ sub: 'ada' }).setProtectedHeader({ alg, kid }).sign(key);

  beforeAll(async () => {
    for (const alg of ['RS256', 'PS256', 'ES256', 'EdDSA', 'RS512']) {
      pairs.set(alg, await generateKeyPair(alg, { extractable: true }));
    }
    const keys = [...pairs].map(async ([kid, { publicKey }]) => ({ ...(await exportJWK(publicKey)), kid }));
    jwks = {
      keys: [
        ...(await Promise.all(keys)),
        { kty: 'oct', k: Buffer.from(SECRET).toString('base64url'), kid: 'oct' },
      ],
    };
    writeFileSync(file, JSON.stringify(jwks));
    tokens = await open({ JWT_JWKS: file });
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('is accepted under %s', async (alg) => {
    expect((await tokens.identify(await byKey(alg))).caller.username).toBe('ada');
  });

  it('is refused under an algorithm that is not allowed', async () => {
    expect(await refusal(tokens, await byKey('RS512'))).toBe('The token is not valid');
  });

  it('is refused if a foreign key signed it, whichever key id it names', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    expect(await refusal(tokens, await byKey('RS256', 'RS256', privateKey))).toBe('The token is not valid');
    expect(await refusal(tokens, await byKey('RS256', 'unknown', privateKey))).toBe('The token is not valid');
  });

  it('is refused if a public key was used as a shared secret', async () => {
    const publicKey = pair('RS256').publicKey;
    const secrets = [await exportSPKI(publicKey), JSON.stringify(jwks.keys[0]), String(jwks.keys[0]?.n)];
    for (const secret of secrets) {
      const token = await new SignJWT({ sub: 'admin' })
        .setProtectedHeader({ alg: 'HS256', kid: 'RS256' })
        .sign(new TextEncoder().encode(secret));
      expect(await refusal(tokens, token)).toBe('The token is not valid');
    }
  });

  it('is refused if it is unsigned, or signed with a shared secret that the key set contains', async () => {
    const shared = await new SignJWT({ sub: 'admin' })
      .setProtectedHeader({ alg: 'HS256', kid: 'oct' })
      .sign(secretKey);
    expect(await refusal(tokens, shared)).toBe('The token is not valid');
    expect(await refusal(tokens, new UnsecuredJWT({ sub: 'admin' }).encode())).toBe('The token is not valid');
  });

  it('is refused if it brings its own key', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const token = await new SignJWT({ sub: 'admin' })
      .setProtectedHeader({ alg: 'ES256', jwk: await exportJWK(publicKey), kid: 'mine' })
      .sign(privateKey);
    expect(await refusal(tokens, token)).toBe('The token is not valid');
  });

  it.each([
    ['is missing', undefined],
    ['is not JSON', 'keys'],
    ['is not a key set', '{"keys": 1}'],
  ])(
    'can not be checked without a good key set: the start fails with one line when its file %s',
    async (_, content) => {
      const path = join(folder, 'bad.json');
      if (content !== undefined) writeFileSync(path, content);
      const error = await open({ JWT_JWKS: path }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(SettingsError);
      expect((error as SettingsError).problems).toEqual([expect.stringMatching(/^JWT_JWKS: .+$/)]);
    },
  );

  describe('from a URL', () => {
    let issuer: Server;
    let answer: { status: number; body: string };
    let fetches: number;
    let url: string;
    beforeEach(async () => {
      answer = { status: 200, body: JSON.stringify(jwks) };
      fetches = 0;
      issuer = createServer((_, response) => {
        fetches++;
        response.writeHead(answer.status).end(answer.body);
      });
      await new Promise<void>((ready) => issuer.listen(0, '127.0.0.1', ready));
      url = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/jwks.json`;
      tokens = await open({ JWT_JWKS: url });
    });
    afterEach(async () => {
      await new Promise((closed) => issuer.close(closed));
    });

    it('is accepted', async () => {
      expect((await tokens.identify(await byKey('ES256'))).caller.username).toBe('ada');
      expect(await refusal(tokens, await byKey('ES256', 'unknown'))).toBe('The token is not valid');
    });

    it.each([
      [500, ''],
      [200, 'no JSON'],
      [200, '{"keys": "none"}'],
    ])(
      'is answered 503 while the issuer answers %i "%s", with one fetch in a second, and is accepted afterwards',
      async (status, body) => {
        answer = { status, body };
        const token = await byKey('ES256');
        await expect(tokens.identify(token)).rejects.toBeInstanceOf(ServiceUnavailableException);
        answer = { status: 200, body: JSON.stringify(jwks) };
        for (let n = 0; n < 5; n++) {
          await expect(tokens.identify(token)).rejects.toBeInstanceOf(ServiceUnavailableException);
        }
        expect(fetches).toBe(1);
        clock.advance(KEY_SET_RETRY_MS);
        expect((await tokens.identify(token)).caller.username).toBe('ada');
      },
    );

    it('is answered 503 if the issuer redirects to another address, which the server does not call', async () => {
      issuer.removeAllListeners('request');
      issuer.on('request', ({ url: path }, response) => {
        fetches++;
        if (path === '/jwks.json') response.writeHead(302, { location: '/elsewhere' }).end();
        else response.end(answer.body);
      });
      await expect(tokens.identify(await byKey('ES256'))).rejects.toBeInstanceOf(ServiceUnavailableException);
      expect(fetches).toBe(1);
    });

    it('is accepted with a new key once the last fetch is half a minute ago; until then, unknown key ids cause no fetch', async () => {
      const [first, ...others] = jwks.keys;
      answer.body = JSON.stringify({ keys: others });
      await tokens.identify(await byKey('ES256'));
      answer.body = JSON.stringify({ keys: [first, ...others] });
      for (const kid of ['made', 'up', 'ids']) await refusal(tokens, await byKey('ES256', kid));
      expect(fetches).toBe(1);
      clock.advance(KEY_SET_COOLDOWN_MS);
      expect((await tokens.identify(await byKey('RS256'))).caller.username).toBe('ada');
      expect(fetches).toBe(2);
    });

    it('is checked with keys that are no older than ten minutes, also after the clock was set back', async () => {
      const token = await byKey('ES256');
      await tokens.identify(token);
      clock.advance(KEY_SET_AGE_MS - 1);
      await tokens.identify(token);
      expect(fetches).toBe(1);
      clock.advance(1);
      await tokens.identify(token);
      expect(fetches).toBe(2);
      clock.advance(-KEY_SET_AGE_MS);
      await tokens.identify(token);
      expect(fetches).toBe(3);
    });

    it('is checked again as soon as the keys that it was checked with are ten minutes old', async () => {
      const token = await byKey('ES256');
      const fetchedAt = clock.now();
      await tokens.identify(token);
      clock.advance(KEY_SET_AGE_MS - 1);
      expect((await tokens.identify(token)).checkedUntil).toBe(fetchedAt + KEY_SET_AGE_MS);
    });

    it('is answered 503 if the key set is too large, and the server stops reading it', async () => {
      let sent = 0;
      issuer.removeAllListeners('request');
      issuer.on('request', (_, response) => {
        const chunk = ' '.repeat(64 * 1024);
        const write = (error?: Error | null): void => {
          if (error) return;
          sent += chunk.length;
          response.write(chunk, write);
        };
        write();
      });
      const error = await tokens.identify(await byKey('ES256')).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ServiceUnavailableException);
      expect(String(((error as Error).cause as Error).cause)).toContain('larger than 1048576 bytes');
      expect(sent).toBeLessThan(8 * MAX_KEY_SET_BYTES);
    });
  });
});
