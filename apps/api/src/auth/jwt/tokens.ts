import {
  Injectable,
  Logger,
  type OnModuleInit,
  ServiceUnavailableException,
  UnauthorizedException,
} from '@nestjs/common';
import { isLegalString } from '@dwell/shared';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import { Clock } from '../../platform/clock.js';
import { Settings, type JwtSettings } from '../../platform/settings/settings.js';
import type { Identity } from '../guard/caller.js';
import { groupsOfClaim } from './groups-claim.js';
import { KeySetUnavailable } from './remote-key-set.js';
import { roleOfClaim } from './role-claim.js';
import { RECHECK_MS, TokenGroupRecorder } from './token-groups.js';
import { openTokenKeys, type TokenKeys } from './token-keys.js';

/** The client of every token without a `sid`: such tokens do not distinguish devices. */
export const CLIENT_WITHOUT_SID = 'token';

/**
 * How long the identity of a verified token is cached at most, in milliseconds: ten minutes. Only its expiry and a
 * change of the issuer's keys end a token, so nothing that Dwell stores can make it invalid meanwhile. When the token
 * is verified again, its groups are compared with the database again.
 */
export const TOKEN_CHECK_MS = RECHECK_MS;

/** Identifies callers by JSON Web Tokens that another system issued. */
@Injectable()
export class Tokens implements OnModuleInit {
  private readonly logger = new Logger(Tokens.name);
  private readonly jwt: JwtSettings;
  private keys: TokenKeys | undefined;

  constructor(
    settings: Settings,
    private readonly clock: Clock,
    private readonly groups: TokenGroupRecorder,
  ) {
    this.jwt = settings.jwt;
  }

  async onModuleInit(): Promise<void> {
    this.keys = await openTokenKeys(this.jwt, this.clock);
  }

  /**
   * Resolves to the caller that the token names. Rejects with an UnauthorizedException if the token is refused, and
   * with a ServiceUnavailableException if the issuer's keys can't be fetched.
   */
  async identify(token: string): Promise<Identity> {
    const { exp, sid, ...claims } = await this.verify(token);
    const { usernameClaim, roleClaim, defaultRole } = this.jwt;
    const username = claims[usernameClaim];
    if (!isLegalString(username)) throw new UnauthorizedException('The token names no user');
    this.noteGroups(username, claims);
    return {
      caller: {
        username,
        role: roleOfClaim(roleClaim === undefined ? undefined : claims[roleClaim], defaultRole),
        via: 'jwt',
        client: isLegalString(sid) ? sid : CLIENT_WITHOUT_SID,
      },
      expiresAt: exp === undefined ? Infinity : exp * 1000,
      checkedUntil: Math.min(this.clock.now() + TOKEN_CHECK_MS, this.keys?.usedUntil() ?? 0),
    };
  }

  private noteGroups(username: string, claims: JWTPayload): void {
    const { groupsClaim } = this.jwt;
    const groups = groupsClaim === undefined ? undefined : groupsOfClaim(claims, groupsClaim);
    if (!groups) return;
    const now = this.clock.now();
    // A time in the future counts as now: otherwise all later tokens would count as older. A token without a time
    // counts as issued now, so of such tokens the one that comes last counts.
    const issuedAt = Math.min(claims.iat === undefined ? now : Math.floor(claims.iat * 1000), now);
    this.groups.note({ username, groups, issuedAt });
  }

  private async verify(token: string): Promise<JWTPayload> {
    if (!this.keys) throw new UnauthorizedException('The token is not valid: tokens are not accepted here');
    const { issuer, audience } = this.jwt;
    const { key, algorithms } = this.keys;
    const currentDate = new Date(this.clock.now());
    try {
      const { payload } = await jwtVerify(token, key, { algorithms, issuer, audience, currentDate });
      return payload;
    } catch (error) {
      if (error instanceof KeySetUnavailable) {
        this.logger.error(`${error.message}: ${String(error.cause)}`);
        throw new ServiceUnavailableException('Tokens can not be checked now; try again soon', {
          cause: error,
        });
      }
      throw new UnauthorizedException(reasonOf(error), { cause: error });
    }
  }
}

/**
 * Returns why a token is refused, as the answer says it: a reason that the caller can act on, or a general one that
 * reveals nothing about our keys.
 */
const reasonOf = (error: unknown): string => {
  if (error instanceof errors.JWTExpired) return 'The token has expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'nbf') return 'The token is not valid yet';
    if (error.claim === 'aud') return 'The token is meant for another audience';
    if (error.claim === 'iss') return 'The token is from another issuer';
  }
  return 'The token is not valid';
};
