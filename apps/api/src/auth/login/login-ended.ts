import { UnauthorizedException } from '@nestjs/common';

/** Thrown if all logins of a user were ended while a call of one of them was still running; answered as 401. */
export class LoginEnded extends UnauthorizedException {
  constructor() {
    super('Your login has ended meanwhile; log in again');
  }
}
