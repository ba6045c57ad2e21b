import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { RecoveryCodesAnswer, SecondFactorAnswer, StartedSecondFactorAnswer } from '@dwell/shared';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Audited } from '../audit/audited.js';
import { RequireRole } from '../guard/access.js';
import { type Caller, CurrentCaller } from '../guard/caller.js';
import { visitOf } from '../login/visit-of.js';
import { ConfirmSecondFactorDto, ProveIdentityDto, StartSecondFactorDto } from './second-factor.dto.js';
import { SecondFactorService } from './second-factor.service.js';

@ApiTags('auth')
@Controller('api/v2/auth/second-factor')
@RequireRole('reporter')
export class SecondFactorController {
  constructor(private readonly secondFactor: SecondFactorService) {}

  @Get()
  @ApiOperation({ summary: "Show whether the caller's second factor is on" })
  show(@CurrentCaller() caller: Caller): Promise<SecondFactorAnswer> {
    return this.secondFactor.show(caller);
  }

  @Post('start')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Make a secret for an authenticator app; it is on after the first code is confirmed',
  })
  start(
    @CurrentCaller() caller: Caller,
    @Body() { current_password }: StartSecondFactorDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StartedSecondFactorAnswer> {
    return this.secondFactor.start(caller, current_password, visitOf(request, reply));
  }

  @Post('confirm')
  @Audited('turn-on-second-factor')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Turn the second factor on with its first code, and end all other logins',
    description: 'Only this answer shows the recovery codes.',
  })
  async confirm(
    @CurrentCaller() caller: Caller,
    @Body() { setup, code }: ConfirmSecondFactorDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecoveryCodesAnswer> {
    const visit = visitOf(request, reply);
    return { recovery_codes: await this.secondFactor.confirm(caller, setup, code, visit) };
  }

  @Post('recovery-codes')
  @Audited('renew-recovery-codes')
  @HttpCode(200)
  @ApiOperation({ summary: 'Replace the recovery codes; only this answer shows the new ones' })
  async renewRecoveryCodes(
    @CurrentCaller() caller: Caller,
    @Body() { current_password, code }: ProveIdentityDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecoveryCodesAnswer> {
    const visit = visitOf(request, reply);
    return {
      recovery_codes: await this.secondFactor.renewRecoveryCodes(caller, current_password, code, visit),
    };
  }

  @Post('off')
  @Audited('turn-off-second-factor')
  @HttpCode(204)
  @ApiOperation({ summary: 'Turn the second factor off, and end all other logins' })
  turnOff(
    @CurrentCaller() caller: Caller,
    @Body() { current_password, code }: ProveIdentityDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    return this.secondFactor.turnOff(caller, current_password, code, visitOf(request, reply));
  }
}
