import { Archive } from '../../ports/archive.js';
import { answerOf } from '../connection/errors.js';
import type { MongoDatabase } from '../connection/database.js';
import type { ViewTimeMaker } from '../statistics/view-time-builder.js';
import { apiKeysPart, secretsPart, sessionDataPart, usersPart } from './account-parts.js';
import { SessionPart } from './session-part.js';
import { UserTimePart } from './user-time-part.js';

/** Everything in the database. */
export class MongoArchive extends Archive {
  override readonly sessions;
  override readonly userTime;
  override readonly users;
  override readonly apiKeys;
  override readonly secrets;
  override readonly logins;
  override readonly sessman;

  constructor(
    private readonly database: MongoDatabase,
    private readonly sums: ViewTimeMaker,
  ) {
    super();
    const invalidate = (): Promise<void> => this.forgetSums();
    this.sessions = new SessionPart(database, invalidate);
    this.userTime = new UserTimePart(database, invalidate);
    this.users = usersPart(database);
    this.apiKeys = apiKeysPart(database);
    this.secrets = secretsPart(database);
    this.logins = sessionDataPart(() => database.logins);
    this.sessman = sessionDataPart(() => database.sessman);
  }

  override rebuild(): Promise<void> {
    return this.sums.rebuild();
  }

  /** Without sums everything is read where it was written first, which is slow but right. */
  private async forgetSums(): Promise<void> {
    const { progress, viewTime } = this.database;
    const made = await answerOf(progress.findOne({}));
    if (!made) return;
    await answerOf(progress.deleteMany({}));
    await answerOf(viewTime.deleteMany({}));
  }
}
