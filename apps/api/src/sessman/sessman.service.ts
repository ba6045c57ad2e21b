import { randomBytes } from 'node:crypto';
import { BadRequestException, Injectable, NotFoundException } from '@nestjs/common';
import { DEFAULT_STORE_TIMEOUT_MS, PunctualStore } from '@dwell/sessions';
import type { SessmanAnswer } from '@dwell/shared';
import { Settings } from '../platform/settings/settings.js';
import type { SessmanParameters } from './sessman-parameters.js';
import { Clock } from '../platform/clock.js';
import { type SessmanSession, SessmanStore } from '../store/ports/session-data-stores.js';
import { DEFAULT_USER, SessmanQuotas } from './quotas.js';

const ID_BYTES = 16;

/** The form of all ids. An id is random, because it alone protects a session. */
const ID = /^[0-9a-f]{32}$/;

/** Stores session data, which expires some time after its last update. */
@Injectable()
export class SessmanService {
  private readonly punctual: PunctualStore<SessmanSession>;
  private readonly quotas: SessmanQuotas;
  private readonly ttlMs: number;

  constructor(
    private readonly store: SessmanStore,
    { sessman }: Settings,
    clock: Clock,
  ) {
    this.punctual = new PunctualStore(store, DEFAULT_STORE_TIMEOUT_MS);
    this.ttlMs = sessman.ttlMs;
    this.quotas = new SessmanQuotas(store, () => this.purge(), sessman.quotas, clock);
  }

  /** @throws HttpException if a quota is full */
  async create({ user = DEFAULT_USER, data = {}, owner }: SessmanParameters): Promise<SessmanAnswer> {
    const id = randomBytes(ID_BYTES).toString('hex');
    const session: SessmanSession = { user, data, owner };
    await this.quotas.within({ owner, user, bytes: sizeOf(session) }, () => this.punctual.set(id, session));
    return { session_id: id, data };
  }

  /**
   * Replaces a session's data and restarts its time to live.
   * @throws HttpException if id or data are missing, if there is no such session, or if a quota is full
   */
  async update({ sessionId, user, data }: SessmanParameters): Promise<SessmanAnswer> {
    const id = required(sessionId);
    if (data === undefined) throw new BadRequestException(`no data available for session id ${id}`);
    const found = await this.find(id, user);
    // The session may expire or be removed after it was found.
    if (!found || !(await this.replace(id, found, { ...found, data }))) {
      throw new NotFoundException(`Can't update session for session id ${id}`);
    }
    return { session_id: id, data };
  }

  async get({ sessionId, user }: SessmanParameters): Promise<SessmanAnswer> {
    const id = required(sessionId);
    const found = await this.find(id, user);
    if (!found) throw new NotFoundException(`Session ID ${id} not found.`);
    return { session_id: id, data: found.data };
  }

  /** Refuses a call of an unknown endpoint. @throws BadRequestException */
  refuse(endpoint: string): never {
    throw new BadRequestException(
      endpoint === '' ? 'an endpoint is needed: new, update or get' : `${endpoint} is not a valid endpoint`,
    );
  }

  /** Removes the data of sessions that have expired. */
  async purge(): Promise<void> {
    await this.store.purge(this.ttlMs);
  }

  private replace(id: string, before: SessmanSession, after: SessmanSession): Promise<boolean> {
    const { owner, user } = after;
    const bytes = sizeOf(after) - sizeOf(before);
    return this.quotas.within({ owner, user, bytes }, () => this.punctual.replace(id, this.ttlMs, after));
  }

  /**
   * Resolves to the stored session; to undefined if the id is unknown, or if `user` is given and the session belongs to
   * another user.
   */
  private async find(id: string, user: string | undefined): Promise<SessmanSession | undefined> {
    const found = ID.test(id) ? await this.punctual.get(id, this.ttlMs) : undefined;
    return user === undefined || found?.user === user ? found : undefined;
  }
}

const required = (id: string | undefined): string => {
  if (id === undefined) throw new BadRequestException('no session id available');
  return id;
};

/** Returns the size of a session for the quotas: the bytes of its JSON. */
const sizeOf = (session: SessmanSession): number => Buffer.byteLength(JSON.stringify(session));
