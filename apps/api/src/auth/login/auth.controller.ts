import { Body, Controller, Get, Header, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { MeAnswer } from '@dwell/shared';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, CurrentCaller } from '../guard/caller.js';
import { Audited } from '../audit/audited.js';
import { Public, RequireRole } from '../guard/access.js';
import { BeforePasswordChange } from '../guard/password-change-required.js';
import { SameOriginGuard } from '../guard/same-origin.guard.js';
import { AccountService } from './account.service.js';
import { ChangePasswordDto, LoginDto } from './auth.dto.js';
import { visitOf } from './visit-of.js';

@ApiTags('auth')
@Controller('api/v2/auth')
@RequireRole('reporter')
export class AuthController {
  constructor(private readonly account: AccountService) {}

  @Post('login')
  @Public()
  @UseGuards(SameOriginGuard)
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Log in with a password; sets the cookie dwell_sid, over https __Host-dwell_sid',
    description:
      'A user with a second factor sends a code too. With the right password and no code, or a wrong one, the answer is 401 with the reason code_required or code_wrong.',
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
      visitOf(request, reply),
    );
    if (deviceCookie !== undefined) void reply.header('set-cookie', deviceCookie);
    return meOf({ ...user, via: 'login' });
  }

  /** Public, so that the cookie of a login that has ended is cleared as well. */
  @Post('logout')
  @Public()
  @UseGuards(SameOriginGuard)
  @HttpCode(204)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'End this login' })
  logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    return this.account.logout(visitOf(request, reply));
  }

  @Post('logout-everywhere')
  @Audited('logout-everywhere')
  @HttpCode(204)
  @ApiOperation({ summary: "End all of the caller's logins" })
  logoutEverywhere(
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    return this.account.logoutEverywhere(caller, visitOf(request, reply));
  }

  @Post('password')
  @BeforePasswordChange()
  @Audited('change-password')
  @HttpCode(204)
  @ApiOperation({ summary: "Change the caller's password to another one; ends all other logins" })
  changePassword(
    @CurrentCaller() caller: Caller,
    @Body() { current_password, new_password }: ChangePasswordDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const visit = visitOf(request, reply);
    return this.account.changePassword(caller, current_password, new_password, visit);
  }

  @Get('me')
  @BeforePasswordChange()
  @ApiOperation({ summary: 'Show who calls' })
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
