import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { PeopleAnswer } from '@dwell/shared';
import { RequireRole } from '../auth/guard/access.js';
import { PeopleQueryDto } from './people-query.dto.js';
import { PeopleService } from './people.service.js';

@ApiTags('people')
@Controller('api/v2/people')
@RequireRole('analyst')
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Get()
  @ApiOperation({ summary: 'Find the users who have sessions by a part of their names' })
  find(@Query() query: PeopleQueryDto): Promise<PeopleAnswer> {
    return this.people.find(query);
  }
}
