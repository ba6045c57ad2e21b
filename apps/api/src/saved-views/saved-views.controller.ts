import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { SavedViewAnswer, SavedViewsAnswer } from '@dwell/shared';
import { ofAnswer, ofBody, ofPath } from '../auth/audit/audit-plan.js';
import { Audited } from '../auth/audit/audited.js';
import { RequireRole } from '../auth/guard/access.js';
import { type Caller, CurrentCaller } from '../auth/guard/caller.js';
import { Operation } from '../http/api-docs/operation.js';
import { SavedViewChangeDto, SavedViewDto } from './saved-views.dto.js';
import { NO_SAVED_VIEW, SavedViewsService, VIEW_NAME_TAKEN } from './saved-views.service.js';

const MONTH: SavedViewAnswer = {
  id: '0f4e1c1e-6b0d-4c0e-9d4a-0c7a3c1b2d3e',
  name: 'Orders this month',
  page: 'overview',
  query: 'range=month&view=%2Forders',
  owner: 'anna',
  shared: true,
  created_at: 1_772_442_000,
};

const ID = { id: 'The id of the saved view.' };

@ApiTags('saved-views')
@Controller('api/v2/saved-views')
@RequireRole('analyst')
export class SavedViewsController {
  constructor(private readonly savedViews: SavedViewsService) {}

  @Get()
  @Operation({
    id: 'listSavedViews',
    summary: 'List the own saved views and those that others share, by name',
    answer: 'SavedViewsAnswer',
    example: { description: 'Saved views', saved_views: [MONTH] },
  })
  list(@CurrentCaller() caller: Caller): Promise<SavedViewsAnswer> {
    return this.savedViews.list(caller);
  }

  @Post()
  @Audited('create-saved-view', { target: ofAnswer('id'), detail: ofBody('name') })
  @Operation({
    id: 'createSavedView',
    summary: 'Save a page with its filters under a name',
    body: { name: MONTH.name, page: MONTH.page, query: MONTH.query, shared: true },
    answer: 'SavedViewAnswer',
    status: 201,
    example: MONTH,
    errors: { 409: VIEW_NAME_TAKEN },
  })
  create(@Body() body: SavedViewDto, @CurrentCaller() caller: Caller): Promise<SavedViewAnswer> {
    return this.savedViews.create(body, caller);
  }

  @Patch(':id')
  @Audited('change-saved-view', { target: ofPath('id'), detail: ofAnswer('name') })
  @Operation({
    id: 'changeSavedView',
    summary: 'Rename an own saved view, share it, or give it other filters',
    parameters: ID,
    body: { shared: false },
    answer: 'SavedViewAnswer',
    example: { ...MONTH, shared: false },
    errors: { 404: NO_SAVED_VIEW, 409: VIEW_NAME_TAKEN },
  })
  change(
    @Param('id') id: string,
    @Body() body: SavedViewChangeDto,
    @CurrentCaller() caller: Caller,
  ): Promise<SavedViewAnswer> {
    return this.savedViews.change(id, body, caller);
  }

  @Delete(':id')
  @Audited('remove-saved-view', { target: ofPath('id') })
  @Operation({
    id: 'removeSavedView',
    summary: 'Remove an own saved view; admins also remove those that others share',
    parameters: ID,
    errors: { 404: NO_SAVED_VIEW },
  })
  remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    return this.savedViews.remove(id, caller);
  }
}
