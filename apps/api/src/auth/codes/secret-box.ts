import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Settings } from '../../platform/settings/settings.js';
import { AccountStore } from '../../store/ports/account-store.js';

const NAME = 'second-factor';
const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts the secrets of second factors with a key derived from SESSION_SECRETS, so that a copy of the database alone
 * is not enough to read them. Without SESSION_SECRETS the key is derived from a secret in the database, and protects
 * nothing. After SESSION_SECRETS is set, a secret that was encrypted before can still be read from a copy of the
 * database until it is encrypted again: when the user next uses a code of the app.
 */
@Injectable()
export class SecretBox {
  private keys: readonly Buffer[] | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly accounts: AccountStore,
  ) {}

  /**
   * Encrypts a text.
   * @param context what the text is for. Only the same context can decrypt the text.
   */
  async seal(text: string, context: readonly string[]): Promise<string> {
    const [key] = await this.ring();
    if (!key) throw new Error('There is always the key of the database');
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(bytesOf(context));
    const sealed = [cipher.update(text, 'utf8'), cipher.final()];
    return Buffer.concat([nonce, ...sealed, cipher.getAuthTag()]).toString('base64url');
  }

  /**
   * Decrypts a text. Resolves to undefined if the text was changed, if the key that encrypted it is no longer known, or
   * if it was encrypted for another context.
   */
  async open(sealed: string, context: readonly string[]): Promise<string | undefined> {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
    for (const key of await this.ring()) {
      const text = decrypt(bytes, key, bytesOf(context));
      if (text !== undefined) return text;
    }
    return undefined;
  }

  /**
   * Resolves to the keys: those of SESSION_SECRETS, newest first, and then the key in the database. The first key
   * encrypts, each key can decrypt. So texts that the database's key encrypted before SESSION_SECRETS was set can still
   * be read.
   */
  private async ring(): Promise<readonly Buffer[]> {
    if (!this.keys) {
      const stored = await this.accounts.ensureSecret(NAME, randomBytes(KEY_BYTES).toString('base64url'));
      this.keys = [...this.settings.sessionSecrets, stored].map((secret) =>
        Buffer.from(hkdfSync('sha256', secret, '', NAME, KEY_BYTES)),
      );
    }
    return this.keys;
  }
}

const decrypt = (bytes: Buffer, key: Buffer, context: Buffer): string | undefined => {
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(context).setAuthTag(bytes.subarray(-TAG_BYTES));
  const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8');
  try {
    return text + decipher.final('utf8');
  } catch {
    // The text was encrypted with another key or for another context, or it was changed.
    return undefined;
  }
};

const bytesOf = (context: readonly string[]): Buffer => Buffer.from(JSON.stringify(context));
