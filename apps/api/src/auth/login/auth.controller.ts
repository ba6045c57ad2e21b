import { Body, Controller, Get, Header, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { MeAnswer } from '@dwell/shared';
import { Operation } from '../../http/api-docs/operation.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, CurrentCaller } from '../guard/caller.js';
import { Audited } from '../audit/audited.js';
import { Public, RequireRole } from '../guard/access.js';
import { BeforePasswordChange } from '../guard/password-change-required.js';
import { SameOriginGuard } from '../guard/same-origin.guard.js';
import { AccountService } from './account.service.js';
import { ChangePasswordDto, LoginDto } from './auth.dto.js';
import { exchangeOf } from './exchange-of.js';

const ANNA = { username: 'anna', role: 'analyst', via: 'login' } as const;

@ApiTags('auth')
@Controller('api/v2/auth')
@RequireRole('reporter')
export class AuthController {
  constructor(private readonly account: AccountService) {}

  @Post('login')
  @Public()
  @UseGuards(SameOriginGuard)
  @Header('cache-control', 'no-store')
  @Operation({
    id: 'logIn',
    summary: 'Log in with a password; sets the cookie dwell_sid, over https __Host-dwell_sid',
    description:
      'A user with a second factor sends a code too. With the right password and no code, or a wrong one, the answer is 401 with the reason code_required or code_wrong.',
    body: { username: 'anna', password: 'correct horse battery' },
    answer: 'MeAnswer',
    example: ANNA,
    headers: { 'Set-Cookie': 'The cookie that identifies the login.' },
  })
  async login(
    @Body() { username, password, code }: LoginDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeAnswer> {
    const { user, deviceCookie } = await this.account.login(
      username,
      password,
      code,
      exchangeOf(request, reply),
    );
    if (deviceCookie !== undefined) void reply.header('set-cookie', deviceCookie);
    return meOf({ ...user, via: 'login' });
  }

  /** Public, so that the cookie of a login that has ended is cleared as well. */
  @Post('logout')
  @Public()
  @UseGuards(SameOriginGuard)
  @Header('cache-control', 'no-store')
  @Operation({ id: 'logOut', summary: 'End this login' })
  logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    return this.account.logout(exchangeOf(request, reply));
  }

  @Post('logout-everywhere')
  @Audited('logout-everywhere')
  @Operation({ id: 'logOutEverywhere', summary: "End all of the caller's logins" })
  logoutEverywhere(
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    return this.account.logoutEverywhere(caller, exchangeOf(request, reply));
  }

  @Post('password')
  @BeforePasswordChange()
  @Audited('change-password')
  @Operation({
    id: 'changePassword',
    summary: "Change the caller's password to another one; ends all other logins",
    body: { current_password: 'correct horse battery', new_password: 'staple of the battery' },
  })
  changePassword(
    @CurrentCaller() caller: Caller,
    @Body() { current_password, new_password }: ChangePasswordDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const exchange = exchangeOf(request, reply);
    return this.account.changePassword(caller, current_password, new_password, exchange);
  }

  @Get('me')
  @BeforePasswordChange()
  @Operation({ id: 'getMe', summary: 'Show who calls', answer: 'MeAnswer', example: ANNA })
  me(@CurrentCaller() caller: Caller): MeAnswer {
    return meOf(caller);
  }
}

const meOf = ({
  username,
  role,
  via,
  mustChangePassword,
}: Pick<Caller, 'username' | 'role' | 'via' | 'mustChangePassword'>): MeAnswer => ({
  username,
  role,
  via,
  ...(mustChangePassword ? { must_change_password: true } : {}),
});
