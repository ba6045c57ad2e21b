/** What both kinds of worker are started with. */
export interface SqliteOptions {
  /** Path of the database file. */
  readonly file: string;
  /** The names of the tables of sessions begin with it: letters, digits, `_`. */
  readonly collectionPrefix: string;
}
