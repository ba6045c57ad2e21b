import type { mongo } from 'mongoose';
import { MongoConnection } from './open.js';
import {
  type ApiKeyDocument,
  apiKeySchema,
  type LoginDocument,
  loginSchema,
  type SessmanDocument,
  sessmanSchema,
  type SecretDocument,
  secretSchema,
  type UserDocument,
  userSchema,
} from '../schema/accounts.js';
import { type AnnotationDocument, annotationSchema } from '../schema/annotations.js';
import { type AuditDocument, auditSchema } from '../schema/audit.js';
import {
  type GroupDocument,
  groupSchema,
  type TokenGroupsDocument,
  tokenGroupsSchema,
} from '../schema/groups.js';
import { PersonDocument, personSchema } from '../schema/people.js';
import { type SavedViewDocument, savedViewSchema } from '../schema/saved-views.js';
import { SessionDocument, sessionSchema } from '../schema/sessions.js';
import {
  PathDocument,
  pathSchema,
  ProgressDocument,
  progressSchema,
  UserTimeDocument,
  userTimeSchema,
  ViewTimeDocument,
  viewTimeSchema,
  ViewVisitsDocument,
  viewVisitsSchema,
} from '../schema/rollups.js';

export interface MongoOptions {
  readonly url: string;
  readonly collectionPrefix: string;
}

/** The collection with sessman's data. The prefix of the other collections does not apply to it. */
const SESSMAN_COLLECTION = 'sessions';

export class MongoDatabase extends MongoConnection {
  private readonly prefix: string;

  /** @throws StoreUnusableError if the URL is not one of a MongoDB database. */
  constructor({ url, collectionPrefix: prefix }: MongoOptions) {
    super(
      url,
      [
        [`${prefix}session`, sessionSchema],
        [`${prefix}user_time`, userTimeSchema],
        [`${prefix}view_time`, viewTimeSchema],
        [`${prefix}view_visits`, viewVisitsSchema],
        [`${prefix}path`, pathSchema],
        [`${prefix}progress`, progressSchema],
        [`${prefix}person`, personSchema],
        ['dwell_users', userSchema],
        ['dwell_api_keys', apiKeySchema],
        ['dwell_secrets', secretSchema],
        ['dwell_audit', auditSchema],
        ['dwell_groups', groupSchema],
        ['dwell_token_groups', tokenGroupsSchema],
        ['dwell_saved_views', savedViewSchema],
        ['dwell_annotations', annotationSchema],
        ['dwell_logins', loginSchema],
        [SESSMAN_COLLECTION, sessmanSchema],
      ],
      'DATABASE_URL',
    );
    this.prefix = prefix;
  }

  get sessions(): mongo.Collection<SessionDocument> {
    return this.collection(this.sessionsName);
  }

  get sessionsName(): string {
    return `${this.prefix}session`;
  }

  get userTime(): mongo.Collection<UserTimeDocument> {
    return this.collection(`${this.prefix}user_time`);
  }

  get viewTime(): mongo.Collection<ViewTimeDocument> {
    return this.collection(`${this.prefix}view_time`);
  }

  get viewVisits(): mongo.Collection<ViewVisitsDocument> {
    return this.collection(`${this.prefix}view_visits`);
  }

  get paths(): mongo.Collection<PathDocument> {
    return this.collection(`${this.prefix}path`);
  }

  get progress(): mongo.Collection<ProgressDocument> {
    return this.collection(`${this.prefix}progress`);
  }

  get people(): mongo.Collection<PersonDocument> {
    return this.collection(`${this.prefix}person`);
  }

  get users(): mongo.Collection<UserDocument> {
    return this.collection('dwell_users');
  }

  get apiKeys(): mongo.Collection<ApiKeyDocument> {
    return this.collection('dwell_api_keys');
  }

  get secrets(): mongo.Collection<SecretDocument> {
    return this.collection('dwell_secrets');
  }

  get audit(): mongo.Collection<AuditDocument> {
    return this.collection('dwell_audit');
  }

  get groups(): mongo.Collection<GroupDocument> {
    return this.collection('dwell_groups');
  }

  get tokenGroups(): mongo.Collection<TokenGroupsDocument> {
    return this.collection('dwell_token_groups');
  }

  get savedViews(): mongo.Collection<SavedViewDocument> {
    return this.collection('dwell_saved_views');
  }

  get annotations(): mongo.Collection<AnnotationDocument> {
    return this.collection('dwell_annotations');
  }

  get logins(): mongo.Collection<LoginDocument> {
    return this.collection('dwell_logins');
  }

  get sessman(): mongo.Collection<SessmanDocument> {
    return this.collection(SESSMAN_COLLECTION);
  }
}
