import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { MAX_BODY_BYTES } from '@dwell/shared';
import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { AppModule } from './app.module.js';
import { FirstStart } from './auth/first-start.js';
import { knownOrigins } from './http/known-origins.js';
import { type Clock, SystemClock } from './platform/clock.js';
import { allowOrigins } from './http/cors.js';
import { serveDashboard } from './http/dashboard.js';
import { dtoPipe } from './http/dto-pipe.js';
import { ErrorFilter } from './http/error-filter.js';
import { serveApiDocs } from './http/api-docs.js';
import { closeGracefully } from './http/graceful-close.js';
import { takeJsonOnly } from './http/json-only.js';
import { parseQueryString } from './http/query-string.js';
import { logRequests, ServerLogger } from './http/request-log.js';
import { RouteTable } from './http/route-table.js';
import { secureHeaders } from './http/secure-headers.js';
import { takeTextAsJson } from './http/text-as-json.js';
import { serveTrackerScript } from './tracker-script/tracker-script.js';
import { Recorder } from './recording/recorder.js';
import { takeAnyBody } from './sessman/any-body.js';
import type { Settings } from './platform/settings/settings.js';
import type { Database } from './store/ports/database.js';
import { openDatabase } from './store/open-database.js';
import { Upkeep, UPKEEP_INTERVAL_MS } from './platform/upkeep.js';

export interface RunningServer {
  /** Where it listens, as `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly database: Database;
  /** Stops listening, finishes what is in flight, stores what waits, and closes the database. */
  close(): Promise<void>;
}

export interface StartOptions {
  readonly clock?: Clock;
  readonly open?: (settings: Settings, clock: Clock) => Promise<Database>;
  /** Told the first admin's password where this start made one, as soon as it is stored: it can't be had again. */
  readonly onMadePassword?: (password: string) => void;
  /** Told that the database does not answer yet: it is waited for, and meanwhile every call is answered 503. */
  readonly onWaiting?: (database: string) => void;
}

/** A database that answers later than this at start is waited for with a word, in milliseconds. */
const SILENCE_MS = 1_000;

/**
 * Opens the database and serves until closed.
 * @throws StoreUnusableError when the database can't be used; the system's error when the port can't.
 */
export const startServer = async (
  settings: Settings,
  {
    clock = new SystemClock(),
    open = openDatabase,
    onMadePassword = () => undefined,
    onWaiting = () => undefined,
  }: StartOptions = {},
): Promise<RunningServer> => {
  const database = await open(settings, clock);
  try {
    const app = await createApp(settings, clock, database);
    try {
      await app.init();
      // Not by app.listen, which logs a failure before it throws it.
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
  const upkeep = scheduleUpkeep(app);
  return {
    url: urlOf(host, app),
    app,
    database,
    close: async () => {
      clearInterval(upkeep);
      await app.close();
      await app.get(Recorder).close();
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

const scheduleUpkeep = (app: NestFastifyApplication): NodeJS.Timeout => {
  const run = (): void => {
    app
      .get(Upkeep)
      .run()
      .catch((error: unknown) => {
        app.getHttpAdapter().getInstance().log.warn({ err: error }, 'upkeep failed; it is tried again later');
      });
  };
  return setInterval(run, UPKEEP_INTERVAL_MS).unref();
};

const urlOf = (host: string, app: NestFastifyApplication): string => {
  const { port } = app.getHttpServer().address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
};

const createApp = async (
  settings: Settings,
  clock: Clock,
  database: Database,
): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    trustProxy: settings.trustProxy,
    // One line a request instead of two: see logRequests.
    logController: new LogController({ disableRequestLogging: true }),
    logger: { level: settings.logLevel },
    // Of an address that is no text, for which there is no route.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      errors.answer(error, request, reply);
    },
    routerOptions: { querystringParser: parseQueryString, maxParamLength: 2_048 },
  });
  const fastify = adapter.getInstance();
  const errors = new ErrorFilter(new RouteTable(fastify));
  logRequests(fastify, settings.logLevel);
  takeJsonOnly(fastify);
  takeTextAsJson(fastify, knownOrigins(settings.allowedOrigins));
  takeAnyBody(fastify);
  closeGracefully(fastify);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(settings, clock, database),
    adapter,
    {
      logger: new ServerLogger(fastify.log),
      bodyParser: false,
      abortOnError: false,
    },
  );
  await secureHeaders(app);
  allowOrigins(app, settings.allowedOrigins);
  app.useGlobalPipes(dtoPipe());
  app.useGlobalFilters(errors);
  serveApiDocs(app);
  serveTrackerScript(app);
  await serveDashboard(app);
  return app;
};
