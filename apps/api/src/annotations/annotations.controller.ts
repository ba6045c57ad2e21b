import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AnnotationAnswer, AnnotationsAnswer } from '@dwell/shared';
import { ofAnswer, ofBody, ofPath } from '../auth/audit/audit-plan.js';
import { Audited } from '../auth/audit/audited.js';
import { RequireRole } from '../auth/guard/access.js';
import { type Caller, CurrentCaller } from '../auth/guard/caller.js';
import { Operation } from '../http/api-docs/operation.js';
import { AnnotationChangeDto, AnnotationDto, AnnotationsQueryDto } from './annotations.dto.js';
import { AnnotationsService, NO_ANNOTATION, TOO_MANY_ANNOTATIONS } from './annotations.service.js';

const RELEASE: AnnotationAnswer = {
  id: '2b7f7a4e-3f1c-4d53-8a0e-5b1d6f2c9a10',
  at: 1_772_438_400,
  text: 'Release 4.2',
  author: 'anna',
  created_at: 1_772_442_000,
};

const ID = { id: 'The id of the annotation.' };

@ApiTags('annotations')
@Controller('api/v2/annotations')
@RequireRole('analyst')
export class AnnotationsController {
  constructor(private readonly annotations: AnnotationsService) {}

  @Get()
  @Operation({
    id: 'listAnnotations',
    summary: 'List the annotations of a window, those about the latest times first',
    answer: 'AnnotationsAnswer',
    example: { description: 'Annotations', annotations: [RELEASE] },
  })
  list(@Query() query: AnnotationsQueryDto): Promise<AnnotationsAnswer> {
    return this.annotations.list(query);
  }

  @Post()
  @Audited('create-annotation', { target: ofAnswer('id'), detail: ofBody('text') })
  @Operation({
    id: 'createAnnotation',
    summary: 'Write a note about a point in time',
    body: { at: RELEASE.at, text: RELEASE.text },
    answer: 'AnnotationAnswer',
    status: 201,
    example: RELEASE,
    errors: { 409: TOO_MANY_ANNOTATIONS },
  })
  create(@Body() body: AnnotationDto, @CurrentCaller() caller: Caller): Promise<AnnotationAnswer> {
    return this.annotations.create(body, caller);
  }

  @Patch(':id')
  @Audited('change-annotation', { target: ofPath('id'), detail: ofAnswer('text') })
  @Operation({
    id: 'changeAnnotation',
    summary: 'Give an own annotation another time or text',
    parameters: ID,
    body: { text: 'Release 4.2.1' },
    answer: 'AnnotationAnswer',
    example: { ...RELEASE, text: 'Release 4.2.1' },
    errors: { 404: NO_ANNOTATION },
  })
  change(
    @Param('id') id: string,
    @Body() body: AnnotationChangeDto,
    @CurrentCaller() caller: Caller,
  ): Promise<AnnotationAnswer> {
    return this.annotations.change(id, body, caller);
  }

  @Delete(':id')
  @Audited('remove-annotation', { target: ofPath('id') })
  @Operation({
    id: 'removeAnnotation',
    summary: 'Remove an own annotation; admins also remove those of others',
    parameters: ID,
    errors: { 404: NO_ANNOTATION },
  })
  remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    return this.annotations.remove(id, caller);
  }
}
