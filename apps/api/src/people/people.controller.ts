import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PeopleAnswer } from '@dwell/shared';
import { Operation } from '../http/api-docs/operation.js';
import { RequireRole } from '../auth/guard/access.js';
import { PeopleQueryDto } from './people-query.dto.js';
import { PeopleService } from './people.service.js';

@ApiTags('people')
@Controller('api/v2/people')
@RequireRole('analyst')
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Get()
  @Operation({
    id: 'findPeople',
    summary: 'Find the users who have sessions by a part of their names',
    answer: 'PeopleAnswer',
    example: { description: 'People', people: [{ username: 'anna', last_seen: 1_772_445_600 }] },
  })
  find(@Query() query: PeopleQueryDto): Promise<PeopleAnswer> {
    return this.people.find(query);
  }
}
