import { Controller, Delete, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { LoginsAnswer } from '@dwell/shared';
import { Operation } from '../../http/api-docs/operation.js';
import { ofPath } from '../audit/audit-plan.js';
import { Audited } from '../audit/audited.js';
import { RequireRole } from '../guard/access.js';
import { type Caller, CurrentCaller } from '../guard/caller.js';
import { NO_LOGIN, OwnLogins } from './own-logins.js';

@ApiTags('auth')
@Controller('api/v2/auth/logins')
@RequireRole('reporter')
export class OwnLoginsController {
  constructor(private readonly logins: OwnLogins) {}

  @Get()
  @Operation({
    id: 'listOwnLogins',
    summary: "List the caller's own logins: this one first, then the others, the latest used one first",
    answer: 'LoginsAnswer',
    example: {
      count: 1,
      logins: [
        {
          id: 'uXz0vEjRWeI',
          created_at: 1_772_442_000,
          last_used_at: 1_772_445_600,
          address: '192.0.2.1',
          device: 'Firefox on Windows',
          current: true,
        },
      ],
    },
  })
  list(@CurrentCaller() caller: Caller): Promise<LoginsAnswer> {
    return this.logins.list(caller);
  }

  @Delete()
  @Audited('end-other-logins')
  @Operation({ id: 'endOtherLogins', summary: "End all of the caller's logins but this one" })
  endOthers(@CurrentCaller() caller: Caller): Promise<void> {
    return this.logins.endOthers(caller);
  }

  @Delete(':id')
  @Audited('end-login', { detail: ofPath('id') })
  @Operation({
    id: 'endOwnLogin',
    summary: "End one of the caller's own logins",
    parameters: { id: 'The id of the login, as the list shows it.' },
    errors: { 404: NO_LOGIN },
  })
  end(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.logins.end(caller, id);
  }
}
