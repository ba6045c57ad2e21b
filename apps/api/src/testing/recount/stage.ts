import { tmpdir } from 'node:os';
import { type Environment, readSettings } from '../../platform/settings/read-settings.js';
import { Recorder, RequestRecorder } from '../../recording/recorder.js';
import { GroupMembers } from '../../http/group-members.js';
import { StatisticsService } from '../../statistics/statistics.service.js';
import { keyOf } from '../../store/model/session-key.js';
import { ModelSessionStore } from '../../store/testing/model-session-store.js';
import { FakeClock } from '../fake-clock.js';
import type { PastRequest } from '../record-history.js';
import { TestServer } from '../test-server.js';
import { toQuery } from '../to-query.js';
import type { Answers, Query, Statistic } from './answers.js';

/** A process that records requests and answers statistics. Several can use one database. */
export interface Process {
  readonly clock: FakeClock;
  /** Records a request at the time of the clock. Rejects if the process does not take it. */
  record(request: PastRequest): Promise<void>;
  ask<S extends Statistic>(statistic: S, query: Query): Promise<Answers[S]>;
  close(): Promise<void>;
}

/** How long a test may take, in milliseconds. That is enough for a slow database on a busy machine. */
export const TIMEOUT_MS = 600_000;

const RESTART = { ON_INACTIVE: 'restart' };

const recordWith = async (
  recorder: RequestRecorder,
  { username, client = '', request }: PastRequest,
): Promise<void> => {
  const { recorded } = await recorder.record(keyOf(username, client), request);
  if (!recorded) throw new Error(`The request of ${username} was not recorded`);
};

/** Returns a process with the model of the stores in place of a database, without HTTP. */
export const openModel = (): Process => {
  const store = new ModelSessionStore();
  const clock = new FakeClock();
  const settings = readSettings(RESTART, tmpdir());
  const recorder = new Recorder(store, clock, settings);
  const noGroups = { usernamesOf: () => Promise.resolve({ usernames: [], unknown: [] }) };
  const statistics = new StatisticsService(store, clock, settings, new GroupMembers(noGroups));
  return {
    clock,
    record: (request) => recordWith(recorder, request),
    ask: async <S extends Statistic>(statistic: S, query: Query) => {
      const answer = statistics[statistic].bind(statistics) as (query: Query) => Promise<Answers[S]>;
      // The answer is written as JSON and read again, so that it has no undefined fields, like the answer of a server.
      return JSON.parse(JSON.stringify(await answer(query))) as Answers[S];
    },
    close: () => recorder.close(),
  };
};

/**
 * Starts a server that is asked over HTTP. Most requests go straight to its recorder, because that is faster; those for
 * which `overHttp` returns true go over HTTP.
 */
export const openServer = async (
  env: Environment,
  overHttp: (request: PastRequest) => boolean = () => false,
): Promise<Process> => {
  const server = await TestServer.start({ ...RESTART, ...env });
  const key = await server.createKey({ name: 'recount', role: 'analyst' });
  const recorder = server.running.app.get(RequestRecorder);
  const send = async ({ username, client, request }: PastRequest): Promise<void> => {
    const { kind, ...ping } = request.kind === 'sessionstart' ? { kind: request.kind } : toBody(request);
    const { status, text } = await server.call('POST', `/api/v2/${kind}`, {
      key,
      user: username,
      body: { client_id: client, ...ping },
    });
    if (status !== 200) throw new Error(`A ${kind} was answered with ${status}: ${text}`);
  };
  return {
    clock: server.clock,
    record: (request) => (overHttp(request) ? send(request) : recordWith(recorder, request)),
    ask: async <S extends Statistic>(statistic: S, query: Query) => {
      const url = `/api/v2/statistics/${statistic}?${toQuery({ ...query })}`;
      const { status, text, body } = await server.call<Answers[S]>('GET', url, { key });
      if (status !== 200) throw new Error(`${url} was answered with ${status}: ${text}`);
      return body;
    },
    close: () => server.close(),
  };
};

const toBody = ({
  kind,
  visible,
  path,
  pageId,
  elapsedMs,
}: Exclude<PastRequest['request'], { kind: 'sessionstart' }>) => ({
  kind,
  path,
  ...(kind === 'keepalive' ? { visible } : {}),
  page_id: pageId,
  elapsed_ms: elapsedMs,
});
