import { createHmac } from 'node:crypto';
import type { Credentials } from './keepalives.js';

/** The secret of the tokens. The server gets it as JWT_SECRET. */
export const TOKEN_SECRET = 'only for this run, of 32 bytes or more';

/** For how long the tokens are valid, in seconds. */
const TOKEN_SECONDS = 24 * 60 * 60;

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Returns a token with the claims that the access tokens of login services usually have. */
const tokenOf = (username: string): string => {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: 'https://login.example.com/realms/main',
    sub: username,
    email: `${username}@example.com`,
    iat: now,
    exp: now + TOKEN_SECONDS,
  };
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', TOKEN_SECRET).update(signed).digest('base64url')}`;
};

/** The requests of each user carry a token of the user. */
export const byToken = (usernames: readonly string[]): Credentials => {
  const headers = new Map(
    usernames.map((username) => [username, { authorization: `Bearer ${tokenOf(username)}` }]),
  );
  return (username) => headers.get(username) ?? {};
};
