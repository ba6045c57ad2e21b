import { Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiTags } from '@nestjs/swagger';
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
import { type SessmanAnswer, SessmanService } from './sessman.service.js';

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
  @HttpCode(200)
  @ApiOperation({ summary: 'Create a session: userid, data' })
  create(@Parameters() parameters: SessmanParameters): Promise<SessmanAnswer> {
    return this.sessman.create(parameters);
  }

  @Get('new')
  @ForAllowedOrigins()
  @DescribeQuery('userid', 'user', 'data', 'apikey')
  @ApiOperation({ summary: 'The same by the other method' })
  createByGet(@Parameters() parameters: SessmanParameters): Promise<SessmanAnswer> {
    return this.sessman.create(parameters);
  }

  @Post('update')
  @ForAllowedOrigins()
  @DescribeParameters('sessionid', 'session_id', 'userid', 'user', 'data', 'apikey')
  @TakesAnyBody()
  @HttpCode(200)
  @ApiOperation({
    summary: "Replace a session's data and restart its time to live: sessionid, data, optional userid",
  })
  update(@Parameters() parameters: SessmanParameters): Promise<SessmanAnswer> {
    return this.sessman.update(parameters);
  }

  @Get('update')
  @ForAllowedOrigins()
  @DescribeQuery('sessionid', 'session_id', 'userid', 'user', 'data', 'apikey')
  @ApiOperation({ summary: 'The same by the other method' })
  updateByGet(@Parameters() parameters: SessmanParameters): Promise<SessmanAnswer> {
    return this.sessman.update(parameters);
  }

  @Post('get')
  @ForAllowedOrigins()
  @DescribeParameters('sessionid', 'session_id', 'userid', 'user', 'apikey')
  @TakesAnyBody()
  @HttpCode(200)
  @ApiOperation({ summary: 'The same by the other method' })
  getByPost(@Parameters() parameters: SessmanParameters): Promise<SessmanAnswer> {
    return this.sessman.get(parameters);
  }

  @Get('get')
  @ForAllowedOrigins()
  @DescribeQuery('sessionid', 'session_id', 'userid', 'user', 'apikey')
  @ApiOperation({ summary: "Show a session's data: sessionid, optional userid" })
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
