import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Settings } from '../../platform/settings/settings.js';
import { newAuditId } from '../../store/model/audit-id.js';
import { type AuditEntry, AuditStore } from '../../store/ports/audit-store.js';

/** Records who did what. */
@Injectable()
export class AuditLog {
  private readonly logger = new Logger('audit');

  constructor(
    private readonly store: AuditStore,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /**
   * Records an act. Never rejects, because the act itself is already done or refused: an entry that can't be stored
   * goes to the server's log.
   */
  async add(act: Omit<AuditEntry, 'id' | 'at'>): Promise<void> {
    const at = this.clock.now();
    try {
      await this.store.put([{ id: newAuditId(at), at, ...act }]);
    } catch (error) {
      this.logger.error(`An entry of the audit log was not stored: ${JSON.stringify(act)}: ${String(error)}`);
    }
  }

  /** Removes the entries that are older than AUDIT_RETENTION_DAYS. */
  async purge(): Promise<void> {
    await this.store.purge(this.clock.now() - this.settings.auditRetentionMs);
  }
}
