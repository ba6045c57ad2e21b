import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { MAX_BODY_BYTES } from '@dwell/shared';
import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { AppModule, type Core } from './app.module.js';
import { CallerGuard } from './auth/guard/caller.guard.js';
import { guardRoutes } from './auth/guard/guard-routes.js';
import { FirstStart } from './auth/users/first-start.js';
import { publicName } from './auth/guard/caller.js';
import { PASSWORD_COST, type PasswordCost } from './auth/login/passwords.js';
import { refuseOtherHosts } from './http/allowed-hosts.js';
import { allowOrigins, Origins } from './http/origins.js';
import { type Clock, SystemClock } from './platform/clock.js';
import { limitConnections } from './http/connections.js';
import { timeoutOptions } from './http/timeouts.js';
import { Counters } from './platform/counters.js';
import { NoSiblings, type Siblings } from './platform/siblings.js';
import { SessmanGuard } from './sessman/sessman.guard.js';
import { describeApi, serveApiDocs } from './http/api-docs/document.js';
import { checkFirst } from './http/first-checks.js';
import { unknownParameterCheck } from './http/known-parameters.js';
import { Dashboard } from './http/pages.js';
import { dtoPipe } from './http/validation.js';
import { ErrorFilter } from './http/error-filter.js';
import { readForwarding } from './http/forwarding.js';
import { takeCsv } from './http/csv-bodies.js';
import { takeLargeBodies, takeLargeBodiesInTurn } from './http/large-bodies.js';
import { closeGracefully } from './http/graceful-close.js';
import { takeJsonOnly, takeTextAsJson } from './http/bodies.js';
import { takeNdjson } from './http/ndjson-bodies.js';
import { parseQueryString } from './http/query.js';
import { logRequests, ServerLogger } from './http/request-log.js';
import { RefusedOrigins } from './http/refused-origins.js';
import { RouteTable } from './http/route-table.js';
import { serveTrackerScript } from './tracker-script/tracker-script.js';
import { RequestRecorder } from './recording/recorder.js';
import { sessmanErrors, takeAnyBody } from './sessman/sessman-http.js';
import type { Settings } from './platform/settings/settings.js';
import type { Database } from './store/ports/database.js';
import { openDatabase } from './store/open-database.js';
import { Upkeep } from './platform/upkeep.js';

export interface RunningServer {
  /** The address that the server listens on, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly database: Database;
  /** Stops listening, answers the requests in flight, stores the pings that wait, and closes the database. */
  close(): Promise<void>;
}

export interface StartOptions {
  readonly clock?: Clock;
  /** The server's other processes. Default: there are none. */
  readonly siblings?: Siblings;
  /** What records the requests. Default: a recorder of this process, which writes to its database. */
  readonly recorder?: RequestRecorder | undefined;
  /** Default: PASSWORD_COST. Tests lower it, because a hash at that cost takes some 0.2 s. */
  readonly passwordCost?: PasswordCost;
  readonly open?: (settings: Settings, clock: Clock) => Promise<Database>;
  /**
   * Called with the first admin's password if this start created the admin. The password is stored as a hash, so this
   * is the only chance to show it.
   */
  readonly onMadePassword?: (password: string) => void;
  /**
   * Called if the database does not answer yet. The start goes on waiting; meanwhile each call that needs the
   * database is answered 503.
   */
  readonly onWaiting?: (database: string) => void;
}

/** How long the start waits for the database before it calls `onWaiting`, in milliseconds. */
const SILENCE_MS = 1_000;

/** How often expired data is removed and key usage is stored, in milliseconds: an hour. */
const UPKEEP_INTERVAL_MS = 60 * 60 * 1000;

/** The paths of the API; all others belong to the dashboard and to the tracker's script. */
const API_PATHS = /^\/(api|sessman)(\/|$)/;

/** The routes that need a caller unless they say otherwise: all of the API but its documentation. */
const GUARDED = /^\/(api(?!\/(docs|openapi\.json))|sessman)(\/|$)/;

/** The routes whose parameters are all in the OpenAPI document. Sessman ignores parameters that it does not know. */
const OWN_CONTRACT = /^\/api\/v2\//;

/** The URLs that answer with data, which a browser must not render. */
const DATA_URLS = /^\/(api\/v2\/|sessman(\/|\?|$))/;

/**
 * Opens the database, starts to listen, waits until the database answers, and creates the first admin if there is no
 * user. Rejects with a StoreUnusableError if the database can't be used, and with the system's error if the port can't.
 */
export const startServer = async (
  settings: Settings,
  {
    clock = new SystemClock(),
    siblings = new NoSiblings(),
    recorder,
    passwordCost = PASSWORD_COST,
    open = openDatabase,
    onMadePassword = () => undefined,
    onWaiting = () => undefined,
  }: StartOptions = {},
): Promise<RunningServer> => {
  const database = await open(settings, clock);
  try {
    const app = await createApp(settings, { clock, siblings, recorder, database }, passwordCost);
    try {
      await app.init();
      // app.listen would log a failure before it throws it.
      await app.getHttpAdapter().getInstance().listen({ port: settings.port, host: settings.host });
      await untilReady(database, onWaiting);
      const madePassword = await app.get(FirstStart).ensureAdmin();
      if (madePassword !== undefined) onMadePassword(madePassword);
    } catch (error) {
      await app.close();
      throw error;
    }
    return running(app, settings, database);
  } catch (error) {
    await database.close();
    throw error;
  }
};

const running = (app: NestFastifyApplication, { host }: Settings, database: Database): RunningServer => {
  const upkeep = app.get(Upkeep);
  upkeep.start(UPKEEP_INTERVAL_MS, (error) => {
    app.getHttpAdapter().getInstance().log.warn({ err: error }, 'upkeep failed; it is tried again later');
  });
  return {
    url: urlOf(host, app),
    app,
    database,
    close: async () => {
      await upkeep.stop();
      await app.close();
      await app.get(RequestRecorder).close();
      await database.close();
    },
  };
};

const untilReady = async (database: Database, onWaiting: (database: string) => void): Promise<void> => {
  const timer = setTimeout(() => {
    onWaiting(database.name);
  }, SILENCE_MS);
  try {
    await database.ready;
  } finally {
    clearTimeout(timer);
  }
};

const urlOf = (host: string, app: NestFastifyApplication): string => {
  const { port } = app.getHttpServer().address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
};

/**
 * Stands in for Fastify's compilers of JSON Schema, which take a tenth of a second to load. No route has a schema: Nest
 * checks what comes in, and answers are written without one.
 */
const noSchemas = (): never => {
  throw new Error('Routes with a JSON Schema need the compilers of Fastify');
};

const createApp = async (
  settings: Settings,
  { clock, siblings, recorder, database }: Pick<Core, 'clock' | 'siblings' | 'recorder' | 'database'>,
  passwordCost: PasswordCost,
): Promise<NestFastifyApplication> => {
  const counters = new Counters();
  const adapter = new FastifyAdapter({
    ...timeoutOptions(settings.limits.requestTimeoutMs),
    bodyLimit: MAX_BODY_BYTES,
    // logRequests writes one line for each request instead of two.
    logController: new LogController({ disableRequestLogging: true }),
    logger: { level: settings.logLevel },
    // Answers a request whose path can't be decoded; no route handles it.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      errors.answer(error, request, reply);
    },
    routerOptions: { querystringParser: parseQueryString, maxParamLength: 2_048 },
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
  });
  const fastify = adapter.getInstance();
  const dashboard = Dashboard.read();
  const routes = new RouteTable(fastify, API_PATHS);
  const errors = new ErrorFilter(routes, [sessmanErrors], dashboard);
  const refused = new RefusedOrigins(clock, (line) => {
    fastify.log.warn(line);
  });
  const origins = new Origins(settings.allowedOrigins, refused);
  readForwarding(fastify, settings.trustProxy);
  refuseOtherHosts(fastify, settings.allowedHosts);
  logRequests(fastify, settings.logLevel, ({ caller }) => caller && publicName(caller));
  takeJsonOnly(fastify);
  takeTextAsJson(fastify, origins);
  takeLargeBodies(fastify);
  takeCsv(fastify);
  takeNdjson(fastify);
  closeGracefully(fastify);
  limitConnections(fastify.server, {
    max: settings.limits.connectionsPerAddress,
    trust: settings.trustProxy,
    counters,
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(
      { settings, clock, siblings, recorder, database, origins, refused, counters },
      passwordCost,
    ),
    adapter,
    {
      logger: new ServerLogger(fastify.log),
      bodyParser: false,
      abortOnError: false,
    },
  );
  const document = describeApi(app);
  checkFirst(fastify, {
    origins,
    unknownParameters: unknownParameterCheck(OWN_CONTRACT, document),
    data: DATA_URLS,
  });
  takeAnyBody(fastify, app.get(SessmanGuard), counters);
  guardRoutes(fastify, app.get(CallerGuard), GUARDED);
  takeLargeBodiesInTurn(fastify, ({ caller }) => caller && publicName(caller), counters);
  allowOrigins(app, origins, routes);
  app.useGlobalPipes(dtoPipe());
  app.useGlobalFilters(errors);
  serveApiDocs(app, document);
  serveTrackerScript(app);
  await dashboard?.serve(app);
  return app;
};
