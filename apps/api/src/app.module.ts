import { type DynamicModule, Module } from '@nestjs/common';
import { KeyUsage } from './auth/api-keys/key-usage.js';
import { AuthModule } from './auth/auth.module.js';
import { Logins } from './auth/login/logins.js';
import type { PasswordCost } from './auth/login/passwords.js';
import { LoginStore, SessmanStore } from './store/ports/session-data-stores.js';
import { Clock } from './platform/clock.js';
import { Counters } from './platform/counters.js';
import { AnnotationsController } from './annotations/annotations.controller.js';
import { AnnotationsService } from './annotations/annotations.service.js';
import { HealthController } from './health/health.controller.js';
import { GroupsController } from './groups/groups.controller.js';
import { GroupsService } from './groups/groups.service.js';
import { GroupMembers } from './http/group-members.js';
import { Origins } from './http/origins.js';
import { RefusedOrigins } from './http/refused-origins.js';
import { RefusedOriginsController } from './refused-origins/refused-origins.controller.js';
import { Exports } from './http/formats/exports.js';
import { Streams } from './http/streams.js';
import { LiveController } from './live/live.controller.js';
import { LiveService } from './live/live.service.js';
import { HistoryController } from './history/history.controller.js';
import { HistoryService } from './history/history.service.js';
import { TrackerController } from './tracker-script/tracker.controller.js';
import { readTrackerScript, TrackerScript } from './tracker-script/tracker-script.js';
import { Recorder, RequestRecorder } from './recording/recorder.js';
import { KeepalivesController } from './recording/keepalives.controller.js';
import { KeepalivesService } from './recording/keepalives.service.js';
import { RecordingController } from './recording/recording.controller.js';
import { SavedViewsController } from './saved-views/saved-views.controller.js';
import { SavedViewsService } from './saved-views/saved-views.service.js';
import { SessmanController } from './sessman/sessman.controller.js';
import { SessmanGuard } from './sessman/sessman.guard.js';
import { SessmanService } from './sessman/sessman.service.js';
import { PeopleController } from './people/people.controller.js';
import { PeopleService } from './people/people.service.js';
import { Settings } from './platform/settings/settings.js';
import { StatisticsController } from './statistics/statistics.controller.js';
import { StatisticsFormats } from './statistics/statistics-formats.js';
import { StatisticsService } from './statistics/statistics.service.js';
import { AccountStore } from './store/ports/account-store.js';
import { AuditLog } from './auth/audit/audit-log.js';
import { AuditStore } from './store/ports/audit-store.js';
import { AnnotationStore } from './store/ports/annotation-store.js';
import { GroupStore } from './store/ports/group-store.js';
import type { Database } from './store/ports/database.js';
import { CommitFeed } from './store/model/commit-feed.js';
import { SessionKeyCache } from './store/model/session-key.js';
import { SavedViewStore } from './store/ports/saved-view-store.js';
import { SessionStore } from './store/ports/session-store.js';
import { Siblings } from './platform/siblings.js';
import { Upkeep } from './platform/upkeep.js';

/** The settings, the clock, the database and what else the parts of the server share. */
export interface Core {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly siblings: Siblings;
  /** What records the requests. Undefined: the application creates a recorder that writes to `database`. */
  readonly recorder?: RequestRecorder | undefined;
  readonly database: Database;
  readonly origins: Origins;
  readonly refused: RefusedOrigins;
  readonly counters: Counters;
}

/**
 * Provides what {@link Core} has to every part of the server, with two exceptions: instead of the database it provides
 * the stores of the database, and AppModule provides the recorder.
 */
@Module({})
class CoreModule {
  static with({ settings, clock, siblings, database, origins, refused, counters }: Core): DynamicModule {
    const providers = [
      { provide: Origins, useValue: origins },
      { provide: RefusedOrigins, useValue: refused },
      { provide: Counters, useValue: counters },
      { provide: Settings, useValue: settings },
      { provide: Clock, useValue: clock },
      { provide: Siblings, useValue: siblings },
      { provide: SessionStore, useValue: database.sessions },
      { provide: AccountStore, useValue: database.accounts },
      { provide: AuditStore, useValue: database.audit },
      { provide: GroupStore, useValue: database.groups },
      { provide: SavedViewStore, useValue: database.savedViews },
      { provide: AnnotationStore, useValue: database.annotations },
      { provide: LoginStore, useValue: database.logins },
      { provide: SessmanStore, useValue: database.sessman },
    ];
    return { module: CoreModule, global: true, providers, exports: providers };
  }
}

/** The composition root: lists every part of the API, and creates what a part needs. */
@Module({})
export class AppModule {
  static with(core: Core, passwordCost: PasswordCost): DynamicModule {
    const { settings, clock, recorder, database, counters } = core;
    return {
      module: AppModule,
      imports: [CoreModule.with(core), AuthModule.with(passwordCost)],
      controllers: [
        RecordingController,
        KeepalivesController,
        HistoryController,
        LiveController,
        StatisticsController,
        PeopleController,
        GroupsController,
        SavedViewsController,
        AnnotationsController,
        SessmanController,
        TrackerController,
        HealthController,
        RefusedOriginsController,
      ],
      providers: [
        KeepalivesService,
        SessionKeyCache,
        HistoryService,
        LiveService,
        CommitFeed,
        StatisticsService,
        StatisticsFormats,
        PeopleService,
        GroupsService,
        GroupMembers,
        SavedViewsService,
        AnnotationsService,
        SessmanService,
        SessmanGuard,
        {
          provide: Upkeep,
          useFactory: (keyUsage: KeyUsage, logins: Logins, sessman: SessmanService, audit: AuditLog) =>
            new Upkeep([
              () => keyUsage.flush(),
              () => logins.purge(),
              () => sessman.purge(),
              () => audit.purge(),
            ]),
          inject: [KeyUsage, Logins, SessmanService, AuditLog],
        },
        {
          provide: RequestRecorder,
          useFactory: (feed: CommitFeed) =>
            recorder ?? new Recorder(database.sessions, clock, settings, feed),
          inject: [CommitFeed],
        },
        { provide: Streams, useFactory: () => new Streams(counters) },
        Exports,
        { provide: TrackerScript, useFactory: () => readTrackerScript() },
      ],
    };
  }
}
