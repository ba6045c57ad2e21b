import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DEVICE_COOKIE, type Scheme } from '../guard/cookie-names.js';
import { SigningSecrets } from './signing-secrets.js';

/** How long a device stays known after the login that set its cookie, in seconds: a year. */
const AGE_SECONDS = 365 * 24 * 60 * 60;

const ID_BYTES = 16;

const patternOf = (name: string): RegExp =>
  new RegExp(`(?:^|; *)${name}=([\\w-]{22})\\.([\\w-]{43})(?=;|$)`, 'g');

const DEVICE = { http: patternOf(DEVICE_COOKIE.http), https: patternOf(DEVICE_COOKIE.https) };

/**
 * Recognises browsers in which a user has logged in before, by a signed cookie. The cookie gives no rights. It has only
 * one use: when others behind the same address guess passwords, their failures do not lock the user out on this device.
 * https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
@Injectable()
export class KnownDevices {
  constructor(private readonly secrets: SigningSecrets) {}

  /**
   * Resolves to the id of the device if `username` has logged in on it before; otherwise to undefined.
   * @param cookies the Cookie header of the request
   */
  async find(username: string, scheme: Scheme, cookies = ''): Promise<string | undefined> {
    const secrets = await this.secrets.ring();
    for (const [, id = '', signature = ''] of cookies.matchAll(DEVICE[scheme])) {
      if (secrets.some((secret) => isEqual(signature, sign(id, username, secret)))) return id;
    }
    return undefined;
  }

  /** Resolves to a Set-Cookie header that makes this device known to the user. */
  async cookieFor(username: string, scheme: Scheme): Promise<string> {
    const [secret = ''] = await this.secrets.ring();
    const id = randomBytes(ID_BYTES).toString('base64url');
    const value = `${id}.${sign(id, username, secret)}`;
    const secure = scheme === 'https' ? '; Secure' : '';
    return `${DEVICE_COOKIE[scheme]}=${value}; Max-Age=${AGE_SECONDS}; Path=/; HttpOnly; SameSite=Lax${secure}`;
  }
}

/**
 * A part of the signed text. So a signature that the same secret has made for another purpose is never valid for a
 * device.
 */
const PURPOSE = 'dwell_device';

const sign = (id: string, username: string, secret: string): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify([PURPOSE, id, username]))
    .digest('base64url');

const isEqual = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
