import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type AuditAnswer,
  type AuditEntryAnswer,
  DEFAULT_AUDIT_PER_PAGE,
  isLegalString,
  toMillisecondsIfSet,
  toSeconds,
} from '@dwell/shared';
import { Operation } from '../../http/api-docs/operation.js';
import { invalidCursor, readCursor, writeCursor } from '../../http/cursors.js';
import { type AuditEntry, AuditStore } from '../../store/ports/audit-store.js';
import { RequireRole } from '../guard/access.js';
import { AuditQueryDto } from './audit-query.dto.js';

@ApiTags('audit')
@Controller('api/v2/audit')
@RequireRole('admin')
export class AuditController {
  constructor(private readonly audit: AuditStore) {}

  @Get()
  @Operation({
    id: 'listAuditEntries',
    summary: 'List who did what, the newest first',
    answer: 'AuditAnswer',
    example: {
      description: 'Audit log',
      entries: [
        {
          id: '000001972a3c4d5e0001',
          at: 1_772_442_000,
          actor: 'admin',
          via: 'login',
          address: '192.0.2.1',
          act: 'change-role',
          target: 'bob',
          detail: 'analyst',
          outcome: 'done',
        },
      ],
    },
  })
  async list(
    @Query() { from, to, cursor, limit = DEFAULT_AUDIT_PER_PAGE, ...filter }: AuditQueryDto,
  ): Promise<AuditAnswer> {
    const found = await this.audit.list({
      ...filter,
      from: toMillisecondsIfSet(from),
      to: toMillisecondsIfSet(to),
      after: cursor === undefined ? undefined : decodeCursor(cursor),
      order: 'newest first',
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      description: 'Audit log',
      entries: page.map(answer),
      ...(found.length > page.length && last ? { next_cursor: writeCursor([last.id]) } : {}),
    };
  }
}

/**
 * Returns the id of the last entry of the previous page.
 * @throws InvalidFields if `text` is not a cursor of this list
 */
const decodeCursor = (text: string): string => {
  const [id, ...more] = readCursor(text);
  if (more.length > 0 || !isLegalString(id)) throw invalidCursor();
  return id;
};

const answer = ({ at, actor, via, address, target, detail, ...entry }: AuditEntry): AuditEntryAnswer => ({
  ...entry,
  at: toSeconds(at),
  actor: actor ?? null,
  via: via ?? null,
  address: address ?? null,
  target: target ?? null,
  detail: detail ?? null,
});
