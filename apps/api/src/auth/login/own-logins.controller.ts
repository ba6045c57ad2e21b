import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { LoginsAnswer } from '@dwell/shared';
import { ofPath } from '../audit/audit-plan.js';
import { Audited } from '../audit/audited.js';
import { RequireRole } from '../guard/access.js';
import { type Caller, CurrentCaller } from '../guard/caller.js';
import { OwnLogins } from './own-logins.js';

@ApiTags('auth')
@Controller('api/v2/auth/logins')
@RequireRole('reporter')
export class OwnLoginsController {
  constructor(private readonly logins: OwnLogins) {}

  @Get()
  @ApiOperation({ summary: "List the caller's own logins, this one and then the latest used one first" })
  list(@CurrentCaller() caller: Caller): Promise<LoginsAnswer> {
    return this.logins.list(caller);
  }

  @Delete()
  @Audited('end-other-logins')
  @HttpCode(204)
  @ApiOperation({ summary: "End all of the caller's logins but this one" })
  endOthers(@CurrentCaller() caller: Caller): Promise<void> {
    return this.logins.endOthers(caller);
  }

  @Delete(':id')
  @Audited('end-login', { detail: ofPath('id') })
  @HttpCode(204)
  @ApiOperation({ summary: "End one of the caller's own logins" })
  end(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.logins.end(caller, id);
  }
}
