import { HttpException, Injectable } from '@nestjs/common';
import { type KeepalivesAnswer, type RefusedItem, toSeconds } from '@dwell/shared';
import type { Caller } from '../auth/guard/caller.js';
import { CallerLimits } from '../auth/guard/caller-limits.js';
import { readNamedUser } from '../auth/guard/named-user.js';
import { bodyOfError } from '../http/error-filter.js';
import { TooManyRequests } from '../http/too-many-requests.js';
import { InvalidFields } from '../http/validation.js';
import { SessionKeyCache } from '../store/model/session-key.js';
import { checkItem, usernameIn } from './keepalives-item.js';
import { type KeyedRequest, RequestRecorder } from './recorder.js';
import { MUST_NAME_USER, SESSION_NOT_VALID } from './refusals.js';

type Result = KeepalivesAnswer['results'][number];

/**
 * Records the items of a body as if each had come as a call of its own, but stores them with one commit if it can: see
 * {@link RequestRecorder.recordTogether}.
 */
@Injectable()
export class KeepalivesService {
  constructor(
    private readonly recorder: RequestRecorder,
    private readonly keys: SessionKeyCache,
    private readonly limits: CallerLimits,
  ) {}

  /** Resolves to the outcome of each item, in the same order. Rejects if not all valid items could be stored. */
  async record(caller: Caller, items: readonly unknown[]): Promise<Result[]> {
    const checked = items.map((item) => this.check(caller, item));
    const outcomes = await this.recorder.recordTogether(checked.filter(isRequest));
    let recorded = 0;
    return checked.map((each) => {
      if (!isRequest(each)) return each;
      const outcome = outcomes[recorded++];
      return outcome?.recorded ? { statusCode: 200, time: toSeconds(outcome.time) } : SESSION_NOT_VALID;
    });
  }

  private check(caller: Caller, item: unknown): KeyedRequest | RefusedItem {
    try {
      return this.requestOf(caller, item);
    } catch (error) {
      if (error instanceof HttpException) return refusalOf(error);
      throw error;
    }
  }

  /** Checks an item in the order in which a single call is checked: first what the guard checks, then the body. */
  private requestOf(caller: Caller, item: unknown): KeyedRequest {
    const username = this.countFor(caller, usernameIn(item));
    const { clientId, request } = checkItem(item);
    if (username === undefined) throw new InvalidFields([{ field: 'username', message: MUST_NAME_USER }]);
    return { key: this.keys.get(username, clientId ?? caller.client), request };
  }

  /**
   * Counts an item as if it were a request of its own, so that a body of many items is no way around the limits. An
   * item whose username is refused counts for the caller. Returns the user whom the item is for; undefined if there is
   * none.
   */
  private countFor(caller: Caller, named: unknown): string | undefined {
    let username = caller.username;
    try {
      if (named !== undefined) username = readNamedUser(named, 'username', caller);
    } finally {
      this.limits.take(caller, username);
    }
    return username;
  }
}

const isRequest = (checked: KeyedRequest | RefusedItem): checked is KeyedRequest => 'request' in checked;

const refusalOf = (error: HttpException): RefusedItem => ({
  ...bodyOfError(error),
  ...(error instanceof TooManyRequests ? { retry_after: error.retryAfterSeconds } : {}),
});
