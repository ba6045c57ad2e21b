import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ApiKeysAnswer, ApiKeyWithSecretAnswer } from '@dwell/shared';
import { ofAnswer, ofBody, ofPath } from '../audit/audit-plan.js';
import { Audited } from '../audit/audited.js';
import { RequireRole } from '../guard/access.js';
import { type Caller, CurrentCaller } from '../guard/caller.js';
import { CreateApiKeyDto } from './api-keys.dto.js';
import { ApiKeys } from './api-keys.service.js';

@ApiTags('api-keys')
@Controller('api/v2/api-keys')
@RequireRole('admin')
export class ApiKeysController {
  constructor(private readonly apiKeys: ApiKeys) {}

  @Post()
  @Audited('create-api-key', { target: ofAnswer('id'), detail: ofBody('name') })
  @ApiOperation({ summary: 'Create an API key; the answer is the only one that shows the key' })
  create(
    @Body() body: CreateApiKeyDto,
    @CurrentCaller() { account }: Caller,
  ): Promise<ApiKeyWithSecretAnswer> {
    return this.apiKeys.create(body, account);
  }

  @Get()
  @ApiOperation({ summary: 'List the API keys, with the time of their last use' })
  async list(): Promise<ApiKeysAnswer> {
    return { api_keys: await this.apiKeys.list() };
  }

  @Delete(':id')
  @Audited('remove-api-key', { target: ofPath('id') })
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke an API key; it is refused from then on' })
  remove(@Param('id') id: string): Promise<void> {
    return this.apiKeys.remove(id);
  }
}
