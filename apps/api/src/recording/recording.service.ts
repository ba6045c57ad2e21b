import { Injectable } from '@nestjs/common';
import {
  type KeepaliveAnswer,
  type Ping,
  type SessionHideAnswer,
  type SessionHideBody,
  type SessionStartAnswer,
  toSeconds,
} from '@dwell/shared';
import type { Caller } from '../auth/guard/caller.js';
import { InvalidFields } from '../http/validation.js';
import type { RecordingRequest } from './key-draft.js';
import { checkKeepalive, checkSessionHide, checkSessionStart } from './ping-body.js';
import { Recorder } from './recorder.js';
import { KeyCache } from './key-cache.js';
import { SessionNotValid } from './session-not-valid.js';
import { toPath } from './wire-path.js';

/** The recording calls: a body and its caller become a request to record, and its outcome an answer. */
@Injectable()
export class RecordingService {
  constructor(
    private readonly recorder: Recorder,
    private readonly keys: KeyCache,
  ) {}

  async start(caller: Caller, body: unknown): Promise<SessionStartAnswer> {
    const { client_id } = checkSessionStart(body);
    await this.record(caller, client_id, { kind: 'sessionstart' });
    return { description: 'Session Start' };
  }

  async keepalive(caller: Caller, body: unknown): Promise<KeepaliveAnswer> {
    const keepalive = checkKeepalive(body);
    const { visible, path } = keepalive;
    const lastPing = await this.record(caller, keepalive.client_id, pingOf('keepalive', visible, keepalive));
    return { description: 'Session keepalive', time: toSeconds(lastPing), visible, paths: path };
  }

  async hide(caller: Caller, body: unknown): Promise<SessionHideAnswer> {
    const hide = checkSessionHide(body);
    const lastPing = await this.record(caller, hide.client_id, pingOf('session-hide', false, hide));
    return { description: 'Session hide', time: toSeconds(lastPing), paths: hide.path };
  }

  private async record(
    caller: Caller,
    clientId: string | null | undefined,
    request: RecordingRequest,
  ): Promise<number> {
    if (caller.username === undefined) {
      throw new InvalidFields([
        { field: 'X-Dwell-User', message: 'must name the user that this key reports for' },
      ]);
    }
    const outcome = await this.recorder.record(
      this.keys.get(caller.username, clientId ?? caller.client),
      request,
    );
    if (!outcome.recorded) throw new SessionNotValid();
    return outcome.time;
  }
}

const pingOf = (
  kind: Ping['kind'],
  visible: boolean,
  { path, page_id, elapsed_ms }: SessionHideBody,
): Ping => ({
  kind,
  visible,
  path: toPath(path),
  // A field sent as null counts as not sent.
  pageId: page_id ?? undefined,
  elapsedMs: typeof elapsed_ms === 'number' ? Math.round(elapsed_ms) : undefined,
});
