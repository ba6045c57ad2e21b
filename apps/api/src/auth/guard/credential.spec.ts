import { describe, expect, it } from '@jest/globals';
import { UnauthorizedException } from '@nestjs/common';
import { readCredential } from './credential.js';

describe('The credential of a request', () => {
  it.each([
    ['Bearer dwell_x', 'api-key', 'dwell_x'],
    ['bearer  dwell_x', 'api-key', 'dwell_x'],
    ['Bearer aaa.bbb.ccc', 'jwt', 'aaa.bbb.ccc'],
  ])('Authorization: %s is of the kind %s', (authorization, kind, value) => {
    expect(readCredential({ authorization })).toEqual({ kind, value });
  });

  it('may be an API key in X-Custom-Auth, or a cookie among others', () => {
    expect(readCredential({ 'x-custom-auth': 'dwell_x' })).toEqual({ kind: 'api-key', value: 'dwell_x' });
    expect(readCredential({ cookie: 'a=b; dwell_sid=sid.signature; c=d' })).toEqual({
      kind: 'login',
      value: 'dwell_sid=sid.signature',
    });
  });

  it('is all cookies of the name, as other paths and domains may have it too, and none of another name', () => {
    const cookie =
      'dwell_sid=a.b;dwell_sid2=x;  dwell_sid=c.d; DWELL_SID=e; xdwell_sid=f; dwell_sid; g=dwell_sid=h';
    expect(readCredential({ cookie })).toEqual({ kind: 'login', value: 'dwell_sid=a.b; dwell_sid=c.d' });
  });

  it('is missing where nothing of that is sent', () => {
    expect(readCredential({})).toBeUndefined();
    expect(readCredential({ cookie: 'a=b' })).toBeUndefined();
  });

  it('is the first present of Authorization, X-Custom-Auth and cookie', () => {
    const all = {
      authorization: 'Bearer token',
      'x-custom-auth': 'dwell_x',
      cookie: 'dwell_sid=sid.signature',
    };
    expect(readCredential(all)?.kind).toBe('jwt');
    expect(readCredential({ ...all, authorization: undefined })?.kind).toBe('api-key');
  });

  it.each(['', 'Bearer', 'Bearer ', 'Basic YWRhOnNlY3JldA==', 'dwell_x', 'Bearer a b'])(
    'is refused when Authorization is "%s", whatever else is sent',
    (authorization) => {
      expect(() => readCredential({ authorization, cookie: 'dwell_sid=sid.signature' })).toThrow(
        UnauthorizedException,
      );
    },
  );
});
