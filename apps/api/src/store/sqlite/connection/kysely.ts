import type { Database, Statement } from 'better-sqlite3';
import {
  type CompiledQuery,
  Kysely,
  type KyselyPlugin,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryResult,
  type RootOperationNode,
  type SchemableIdentifierNode,
  SqliteAdapter,
  SqliteDialect,
  type UnknownRow,
  sql,
  type RawBuilder,
} from 'kysely';
import { LRUCache } from 'lru-cache';
import { SESSION_TABLES, type Tables } from '../schema/tables.js';

/** The most statements that a {@link Statements} keeps prepared, besides those that its `prepare` returned. */
const MAX_STATEMENTS = 256;

/**
 * Makes Kysely run the migrations of one call in one transaction. Kysely's own adapter uses no transaction for them,
 * although SQLite can undo schema changes.
 */
class Adapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class Dialect extends SqliteDialect {
  override createAdapter(): Adapter {
    return new Adapter();
  }
}

/** Adds the prefix to the names of the session tables, which queries use without it. */
class PrefixTransformer extends OperationNodeTransformer {
  constructor(private readonly prefix: string) {
    super();
  }

  protected override transformSchemableIdentifier(node: SchemableIdentifierNode): SchemableIdentifierNode {
    const { name } = node.identifier;
    if (!SESSION_TABLES.has(name)) return node;
    return { ...node, identifier: { ...node.identifier, name: this.prefix + name } };
  }
}

class PrefixPlugin implements KyselyPlugin {
  private readonly transformer: PrefixTransformer;

  constructor(prefix: string) {
    this.transformer = new PrefixTransformer(prefix);
  }

  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    return this.transformer.transformNode(node, queryId);
  }

  transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return Promise.resolve(result);
  }
}

/** Builds queries. The session tables' names get `prefix`. */
export const queryBuilder = (database: Database, prefix: string): Kysely<Tables> =>
  new Kysely<Tables>({ dialect: new Dialect({ database }), plugins: [new PrefixPlugin(prefix)] });

/** A query of the builder, or raw SQL. */
interface Query<R> {
  compile(db: Kysely<Tables>): CompiledQuery<R>;
}

/** Marks a value that is bound by position when the prepared statement runs. */
export const bound = <T>(): RawBuilder<T> => sql<T>`?`;

/**
 * Binds a list of any length as one parameter. Returns SQL for a table with the list's values in the one column
 * `value`.
 */
export const valuesOf = <T extends string | number>(list: readonly T[]): RawBuilder<T> =>
  sql<T>`(select value from json_each(${JSON.stringify(list)}))`;

/**
 * Runs queries synchronously: a worker runs one call at a time, so nothing comes between the statements of a call.
 * Keeps the statements prepared.
 */
export class Statements {
  private readonly prepared = new LRUCache<string, Statement<unknown[]>>({ max: MAX_STATEMENTS });

  constructor(
    private readonly database: Database,
    private readonly db: Kysely<Tables>,
  ) {}

  all<R>(query: Query<R>): R[] {
    const { sql: text, parameters } = query.compile(this.db);
    return this.statement(text).all(...parameters) as R[];
  }

  /** Returns the first column of each row. */
  firstColumn<R>(query: Query<unknown>): R[] {
    const { sql: text, parameters } = query.compile(this.db);
    const statement = this.statement(text).pluck();
    try {
      return statement.all(...parameters) as R[];
    } finally {
      // The statement is cached, and other methods read whole rows by it.
      statement.pluck(false);
    }
  }

  first<R>(query: Query<R>): R | undefined {
    const { sql: text, parameters } = query.compile(this.db);
    return this.statement(text).get(...parameters) as R | undefined;
  }

  /** Returns the number of changed rows. */
  run(query: Query<unknown>): number {
    const { sql: text, parameters } = query.compile(this.db);
    return this.statement(text).run(...parameters).changes;
  }

  /** Runs `work` in a transaction. */
  inTransaction<T>(work: () => T): T {
    return this.database.transaction(work).immediate();
  }

  /** Prepares a query with {@link bound} values that runs many times. */
  prepare<P extends unknown[], R = unknown>(query: Query<R>): Statement<P, R> {
    return this.database.prepare<P, R>(query.compile(this.db).sql);
  }

  private statement(text: string): Statement<unknown[]> {
    const known = this.prepared.get(text);
    if (known) return known;
    const statement = this.database.prepare<unknown[]>(text);
    this.prepared.set(text, statement);
    return statement;
  }
}
