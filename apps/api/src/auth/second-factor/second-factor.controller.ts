import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RecoveryCodesAnswer, SecondFactorAnswer, StartedSecondFactorAnswer } from '@dwell/shared';
import { Operation } from '../../http/api-docs/operation.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Audited } from '../audit/audited.js';
import { RequireRole } from '../guard/access.js';
import { type Caller, CurrentCaller } from '../guard/caller.js';
import { exchangeOf } from '../login/exchange-of.js';
import { ConfirmSecondFactorDto, ProveIdentityDto, StartSecondFactorDto } from './second-factor.dto.js';
import { IS_OFF, IS_ON, SecondFactorService } from './second-factor.service.js';

const SETUP = 'c2V0dXAuMTc3MjQ0MjAwMC5KQlNXWTNEUA';
const CODES = { recovery_codes: ['7kq2m-x4h8d-9wz3t-p6c5v-r2n7j'] };
const PROOF = { current_password: 'correct horse battery', code: '492039' };

@ApiTags('auth')
@Controller('api/v2/auth/second-factor')
@RequireRole('reporter')
export class SecondFactorController {
  constructor(private readonly secondFactor: SecondFactorService) {}

  @Get()
  @Operation({
    id: 'getSecondFactor',
    summary: "Show whether the caller's second factor is on",
    answer: 'SecondFactorAnswer',
    example: { on: true, recovery_codes_left: 10 },
  })
  show(@CurrentCaller() caller: Caller): Promise<SecondFactorAnswer> {
    return this.secondFactor.show(caller);
  }

  @Post('start')
  @Operation({
    id: 'startSecondFactor',
    summary: 'Make a secret for an authenticator app; the factor is on once its first code is confirmed',
    body: { current_password: 'correct horse battery' },
    answer: 'StartedSecondFactorAnswer',
    example: {
      secret: 'JBSWY3DPEHPK3PXP',
      uri: 'otpauth://totp/Dwell:anna?secret=JBSWY3DPEHPK3PXP&issuer=Dwell',
      setup: SETUP,
    },
    errors: { 409: IS_ON },
  })
  start(
    @CurrentCaller() caller: Caller,
    @Body() { current_password }: StartSecondFactorDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StartedSecondFactorAnswer> {
    return this.secondFactor.start(caller, current_password, exchangeOf(request, reply));
  }

  @Post('confirm')
  @Audited('turn-on-second-factor')
  @Operation({
    id: 'confirmSecondFactor',
    summary: 'Turn the second factor on with its first code, and end all other logins',
    description: 'Only this answer shows the recovery codes.',
    body: { setup: SETUP, code: '492039' },
    answer: 'RecoveryCodesAnswer',
    example: CODES,
    errors: { 409: IS_ON },
  })
  async confirm(
    @CurrentCaller() caller: Caller,
    @Body() { setup, code }: ConfirmSecondFactorDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecoveryCodesAnswer> {
    const exchange = exchangeOf(request, reply);
    return { recovery_codes: await this.secondFactor.confirm(caller, setup, code, exchange) };
  }

  @Post('recovery-codes')
  @Audited('renew-recovery-codes')
  @Operation({
    id: 'renewRecoveryCodes',
    summary: 'Replace the recovery codes; only this answer shows the new ones',
    body: PROOF,
    answer: 'RecoveryCodesAnswer',
    example: CODES,
    errors: { 409: IS_OFF },
  })
  async renewRecoveryCodes(
    @CurrentCaller() caller: Caller,
    @Body() { current_password, code }: ProveIdentityDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecoveryCodesAnswer> {
    const exchange = exchangeOf(request, reply);
    return {
      recovery_codes: await this.secondFactor.renewRecoveryCodes(caller, current_password, code, exchange),
    };
  }

  @Post('off')
  @Audited('turn-off-second-factor')
  @Operation({
    id: 'turnOffSecondFactor',
    summary: 'Turn the second factor off, and end all other logins',
    body: PROOF,
    errors: { 409: IS_OFF },
  })
  turnOff(
    @CurrentCaller() caller: Caller,
    @Body() { current_password, code }: ProveIdentityDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    return this.secondFactor.turnOff(caller, current_password, code, exchangeOf(request, reply));
  }
}
