import { Body, Controller, Get, Header, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { MeAnswer } from '@dwell/shared';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../caller.js';
import { CurrentCaller } from '../current-caller.js';
import { Public } from '../public.js';
import { RequireRole } from '../require-role.js';
import { SameOriginGuard } from '../same-origin.guard.js';
import { AccountService, type Device } from './account.service.js';
import { ChangePasswordDto, LoginDto } from './auth.dto.js';
import { clearedLoginCookie, loginCookie, readLoginCookie } from './login-cookie.js';

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
  @ApiOperation({ summary: 'Log in with a password; sets the cookie dwell_sid' })
  async login(
    @Body() { username, password }: LoginDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeAnswer> {
    const { user, signed } = await this.account.login(username, password, deviceOf(request));
    setCookie(request, reply, signed);
    return { username, role: user.role, via: 'login' };
  }

  /** Public: a login that has ended can be left as well, and its cookie goes. */
  @Post('logout')
  @Public()
  @UseGuards(SameOriginGuard)
  @HttpCode(204)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'End this login' })
  async logout(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.account.logout(deviceOf(request));
    clearCookie(request, reply);
  }

  @Post('logout-everywhere')
  @HttpCode(204)
  @ApiOperation({ summary: "End all of the caller's logins" })
  async logoutEverywhere(
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.account.logoutEverywhere(caller);
    clearCookie(request, reply);
  }

  @Post('password')
  @HttpCode(204)
  @ApiOperation({ summary: "Change the caller's password; ends all other logins" })
  async changePassword(
    @CurrentCaller() caller: Caller,
    @Body() { current_password, new_password }: ChangePasswordDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const device = deviceOf(request);
    const signed = await this.account.changePassword(caller, current_password, new_password, device);
    setCookie(request, reply, signed);
  }

  @Get('me')
  @ApiOperation({ summary: 'Who calls' })
  me(@CurrentCaller() { username, role, via }: Caller): MeAnswer {
    return { username, role, via };
  }
}

const deviceOf = ({ ip, headers }: FastifyRequest): Device => ({
  address: ip,
  signed: readLoginCookie(headers.cookie),
});

const setCookie = ({ protocol }: FastifyRequest, reply: FastifyReply, signed: string): void => {
  reply.header('set-cookie', loginCookie(signed, protocol === 'https'));
};

const clearCookie = ({ protocol }: FastifyRequest, reply: FastifyReply): void => {
  reply.header('set-cookie', clearedLoginCookie(protocol === 'https'));
};
