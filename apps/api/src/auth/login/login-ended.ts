import { UnauthorizedException } from '@nestjs/common';

/**
 * Thrown if the login that makes a call has ended although the guard has admitted the call: all logins of its user were
 * ended meanwhile, or just before by another process. Answered as 401.
 */
export class LoginEnded extends UnauthorizedException {
  constructor() {
    super('Your login has ended meanwhile; log in again');
  }
}
