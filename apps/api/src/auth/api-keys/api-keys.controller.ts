import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ApiKeyAnswer, ApiKeysAnswer, ApiKeyWithSecretAnswer } from '@dwell/shared';
import { Operation } from '../../http/api-docs/operation.js';
import { ofAnswer, ofBody, ofPath } from '../audit/audit-plan.js';
import { Audited } from '../audit/audited.js';
import { RequireRole } from '../guard/access.js';
import { type Caller, CurrentCaller } from '../guard/caller.js';
import { CreateApiKeyDto } from './api-keys.dto.js';
import { ApiKeys, NO_API_KEY } from './api-keys.service.js';

const SHOP: ApiKeyAnswer = {
  id: 'bq83vEjRWeI',
  name: 'Shop',
  role: 'reporter',
  username: null,
  session_data: false,
  origins: ['https://shop.example'],
  expires_at: null,
  created_at: 1_772_442_000,
  created_by: 'admin',
  last_used: 1_772_445_600,
};

@ApiTags('api-keys')
@Controller('api/v2/api-keys')
@RequireRole('admin')
export class ApiKeysController {
  constructor(private readonly apiKeys: ApiKeys) {}

  @Post()
  @Audited('create-api-key', { target: ofAnswer('id'), detail: ofBody('name') })
  @Operation({
    id: 'createApiKey',
    summary: 'Create an API key; the answer is the only one that shows the key',
    body: { name: 'Shop', role: 'reporter', origins: ['https://shop.example'] },
    answer: 'ApiKeyWithSecretAnswer',
    status: 201,
    example: { ...SHOP, last_used: null, key: 'dwell_3q2-7wEjRWeJq83vEjRWeJq83vEjRWeJq83v' },
  })
  create(
    @Body() body: CreateApiKeyDto,
    @CurrentCaller() { account }: Caller,
  ): Promise<ApiKeyWithSecretAnswer> {
    return this.apiKeys.create(body, account);
  }

  @Get()
  @Operation({
    id: 'listApiKeys',
    summary: 'List the API keys, with the time of their last use',
    answer: 'ApiKeysAnswer',
    example: { api_keys: [SHOP] },
  })
  async list(): Promise<ApiKeysAnswer> {
    return { api_keys: await this.apiKeys.list() };
  }

  @Delete(':id')
  @Audited('remove-api-key', { target: ofPath('id') })
  @Operation({
    id: 'revokeApiKey',
    summary: 'Revoke an API key; it is refused from then on',
    parameters: { id: 'The id of the key, not the key itself.' },
    errors: { 404: NO_API_KEY },
  })
  remove(@Param('id') id: string): Promise<void> {
    return this.apiKeys.remove(id);
  }
}
