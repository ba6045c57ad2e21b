import { Controller, Get, Param, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import { Operation } from '../http/api-docs/operation.js';
import type { SessmanAnswer } from '@dwell/shared';
import { Public } from '../auth/guard/access.js';
import { ForAllowedOrigins } from '../http/origins.js';
import { TakesAnyBody } from './sessman-http.js';
import { SessmanGuard } from './sessman.guard.js';
import {
  DescribeParameters,
  DescribeQuery,
  Parameters,
  type SessmanParameters,
} from './sessman-parameters.js';
import { SessmanService } from './sessman.service.js';

const ID = '0123456789abcdef0123456789abcdef';
const DATA = { theme: 'dark' };

const SESSION = { answer: 'SessmanAnswer', example: { session_id: ID, data: DATA } } as const;

const CREATE = { ...SESSION, summary: 'Create a session: userid, data' };
const UPDATE = {
  ...SESSION,
  summary: "Replace a session's data and restart its time to live: sessionid, data, optional userid",
};
const GET = { ...SESSION, summary: "Show a session's data: sessionid, optional userid" };

/**
 * Serves session data. It is public to CallerGuard, which trusts that a GET changes nothing. Here a GET does the same
 * as a POST, so SessmanGuard checks the callers instead.
 */
@ApiTags('sessman')
@Controller('sessman')
@Public()
@UseGuards(SessmanGuard)
export class SessmanController {
  constructor(private readonly sessman: SessmanService) {}

  @Post('new')
  @ForAllowedOrigins()
  @DescribeParameters('userid', 'user', 'data', 'apikey')
  @TakesAnyBody()
  @Operation({ ...CREATE, id: 'createSessionData', body: { userid: 'anna', data: DATA } })
  create(@Parameters() parameters: SessmanParameters): Promise<SessmanAnswer> {
    return this.sessman.create(parameters);
  }

  @Get('new')
  @ForAllowedOrigins()
  @DescribeQuery('userid', 'user', 'data', 'apikey')
  @Operation({ ...CREATE, id: 'createSessionDataByGet' })
  createByGet(@Parameters() parameters: SessmanParameters): Promise<SessmanAnswer> {
    return this.sessman.create(parameters);
  }

  @Post('update')
  @ForAllowedOrigins()
  @DescribeParameters('sessionid', 'session_id', 'userid', 'user', 'data', 'apikey')
  @TakesAnyBody()
  @Operation({ ...UPDATE, id: 'updateSessionData', body: { sessionid: ID, data: DATA } })
  update(@Parameters() parameters: SessmanParameters): Promise<SessmanAnswer> {
    return this.sessman.update(parameters);
  }

  @Get('update')
  @ForAllowedOrigins()
  @DescribeQuery('sessionid', 'session_id', 'userid', 'user', 'data', 'apikey')
  @Operation({ ...UPDATE, id: 'updateSessionDataByGet' })
  updateByGet(@Parameters() parameters: SessmanParameters): Promise<SessmanAnswer> {
    return this.sessman.update(parameters);
  }

  @Post('get')
  @ForAllowedOrigins()
  @DescribeParameters('sessionid', 'session_id', 'userid', 'user', 'apikey')
  @TakesAnyBody()
  @Operation({ ...GET, id: 'getSessionDataByPost', body: { sessionid: ID } })
  getByPost(@Parameters() parameters: SessmanParameters): Promise<SessmanAnswer> {
    return this.sessman.get(parameters);
  }

  @Get('get')
  @ForAllowedOrigins()
  @DescribeQuery('sessionid', 'session_id', 'userid', 'user', 'apikey')
  @Operation({ ...GET, id: 'getSessionData' })
  get(@Parameters() parameters: SessmanParameters): Promise<SessmanAnswer> {
    return this.sessman.get(parameters);
  }

  @Post(['', '*'])
  @ForAllowedOrigins()
  @TakesAnyBody()
  @ApiExcludeEndpoint()
  refuse(@Param('*') tail = ''): never {
    return this.sessman.refuse(tail);
  }

  @Get(['', '*'])
  @ForAllowedOrigins()
  @ApiExcludeEndpoint()
  refuseByGet(@Param('*') tail = ''): never {
    return this.sessman.refuse(tail);
  }
}
