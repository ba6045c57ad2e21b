import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import { PasswordLine } from './password-line.js';

/** scrypt's parameters: N (memory and time), r (block size), p (repetitions). */
export interface PasswordCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/**
 * The cost of a server's hashes: 32 MiB and some 0.2 s for each password. A password is as hard to guess as with
 * N = 2^17 and p = 1, but takes a quarter of the memory. OWASP's ASVS 5 asks for this much in its appendix C.
 */
export const PASSWORD_COST: PasswordCost = { N: 2 ** 15, r: 8, p: 3 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;
const MADE_PASSWORD_BYTES = 16;
const FORMAT = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/;

const deriveKey = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/**
 * Hashes and verifies passwords, a few at a time. Throws TooManyPasswords if too many wait already. A hash carries its
 * salt and cost: `scrypt$N$r$p$salt$hash`.
 */
export class Passwords {
  /** A hash that no password matches. */
  private readonly unknownUsersHash: string;

  private readonly line = new PasswordLine();

  constructor(private readonly cost: PasswordCost = PASSWORD_COST) {
    this.unknownUsersHash = format(cost, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));
  }

  /** Returns a random password that nobody can guess. */
  make(): string {
    return randomBytes(MADE_PASSWORD_BYTES).toString('base64url');
  }

  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    const hash = await this.line.run(() => derive(password, salt, HASH_BYTES, this.cost));
    return format(this.cost, salt, hash);
  }

  /**
   * Resolves to whether `password` matches `hash`. Without a hash, for a user who does not exist, resolves to false
   * after the same work, so that the time taken does not reveal which users exist. Only for a hash of another cost does
   * the time reveal that the user exists: see {@link hasPresentCost}.
   */
  async verify(password: string, hash: string | undefined): Promise<boolean> {
    const [, N, r, p, salt = '', expected = ''] = FORMAT.exec(hash ?? this.unknownUsersHash) ?? [];
    const wanted = Buffer.from(expected, 'base64url');
    const cost = { N: Number(N), r: Number(r), p: Number(p) };
    const actual = await this.line.run(() =>
      derive(password, Buffer.from(salt, 'base64url'), wanted.length, cost),
    );
    return timingSafeEqual(actual, wanted) && hash !== undefined;
  }

  /**
   * Returns false for a hash that was made at another cost. Checking a password against it does not take the same time
   * as against a hash of the present cost.
   */
  hasPresentCost(hash: string): boolean {
    const [, N, r, p] = FORMAT.exec(hash) ?? [];
    return Number(N) === this.cost.N && Number(r) === this.cost.r && Number(p) === this.cost.p;
  }
}

const format = ({ N, r, p }: PasswordCost, salt: Buffer, hash: Buffer): string =>
  ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');

/**
 * Derives a hash from the password. Normalises the password first (NFC), because two systems may send the same letter
 * as different code points.
 */
const derive = (password: string, salt: Buffer, bytes: number, { N, r, p }: PasswordCost): Promise<Buffer> =>
  deriveKey(password.normalize('NFC'), salt, bytes, { N, r, p, maxmem: 256 * N * r });
