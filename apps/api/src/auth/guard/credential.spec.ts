import { describe, expect, it } from '@jest/globals';
import { UnauthorizedException } from '@nestjs/common';
import { type CredentialRequest, readCredential } from './credential.js';

const read = (headers: CredentialRequest['headers'], scheme: 'http' | 'https' = 'http') =>
  readCredential({ headers, forwarding: { scheme } });

describe('readCredential', () => {
  it.each([
    ['Bearer dwell_x', 'api-key', 'dwell_x'],
    ['bearer  dwell_x', 'api-key', 'dwell_x'],
    ['Bearer aaa.bbb.ccc', 'jwt', 'aaa.bbb.ccc'],
  ])('reads "Authorization: %s" as a credential of the kind %s', (authorization, kind, value) => {
    expect(read({ authorization })).toEqual({ kind, value });
  });

  it('reads an API key in X-Custom-Auth, and the login cookie among other cookies', () => {
    expect(read({ 'x-custom-auth': 'dwell_x' })).toEqual({ kind: 'api-key', value: 'dwell_x' });
    expect(read({ cookie: 'a=b; dwell_sid=sid.signature; c=d' })).toEqual({
      kind: 'login',
      value: 'dwell_sid=sid.signature',
    });
  });

  it('returns each cookie of the login name, whichever path or domain set it, and no other', () => {
    const cookie =
      'dwell_sid=a.b;dwell_sid2=x;  dwell_sid=c.d; DWELL_SID=e; xdwell_sid=f; dwell_sid; g=dwell_sid=h';
    expect(read({ cookie })).toEqual({ kind: 'login', value: 'dwell_sid=a.b; dwell_sid=c.d' });
  });

  it('reads over https only the login cookie with the prefix __Host-, and over http only the one without', () => {
    const cookie = 'dwell_sid=a.b; __Host-dwell_sid=c.d';
    expect(read({ cookie }, 'https')).toEqual({ kind: 'login', value: '__Host-dwell_sid=c.d' });
    expect(read({ cookie }, 'http')).toEqual({ kind: 'login', value: 'dwell_sid=a.b' });
    expect(read({ cookie: 'dwell_sid=a.b' }, 'https')).toBeUndefined();
  });

  it('returns undefined for a request without a credential', () => {
    expect(read({})).toBeUndefined();
    expect(read({ cookie: 'a=b' })).toBeUndefined();
  });

  it('prefers Authorization to X-Custom-Auth, and X-Custom-Auth to the cookie', () => {
    const all = {
      authorization: 'Bearer token',
      'x-custom-auth': 'dwell_x',
      cookie: 'dwell_sid=sid.signature',
    };
    expect(read(all)?.kind).toBe('jwt');
    expect(read({ ...all, authorization: undefined })?.kind).toBe('api-key');
  });

  it.each(['', 'Bearer', 'Bearer ', 'Basic YWRhOnNlY3JldA==', 'dwell_x', 'Bearer a b'])(
    'throws when Authorization is "%s", even if the cookie of a login is sent too',
    (authorization) => {
      expect(() => read({ authorization, cookie: 'dwell_sid=sid.signature' })).toThrow(UnauthorizedException);
    },
  );
});
