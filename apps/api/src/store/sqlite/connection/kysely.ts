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

/** Distinct statements that a connection keeps prepared. */
const MAX_STATEMENTS = 256;

/** SQLite can undo changes of the schema, so each migration runs in a transaction; Kysely's adapter leaves that out. */
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

/** Queries name the tables of sessions without their prefix. */
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

/** Writes queries; the tables of sessions get `prefix`. */
export const queryBuilder = (database: Database, prefix: string): Kysely<Tables> =>
  new Kysely<Tables>({ dialect: new Dialect({ database }), plugins: [new PrefixPlugin(prefix)] });

/** What can be written as SQL: a query of the builder, or SQL that stands as it is. */
interface Query<R> {
  compile(db: Kysely<Tables>): CompiledQuery<R>;
}

/** A value that is bound when a prepared statement runs, by its position. */
export const bound = <T>(): RawBuilder<T> => sql<T>`?`;

/**
 * Runs what a query builder wrote, at once: a worker does one thing at a time, so nothing can come
 * between the statements of a call. Statements stay prepared.
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

  first<R>(query: Query<R>): R | undefined {
    const { sql: text, parameters } = query.compile(this.db);
    return this.statement(text).get(...parameters) as R | undefined;
  }

  /** How many rows it changed. */
  run(query: Query<unknown>): number {
    const { sql: text, parameters } = query.compile(this.db);
    return this.statement(text).run(...parameters).changes;
  }

  /** All that `work` changes is kept, or nothing. */
  together<T>(work: () => T): T {
    return this.database.transaction(work).immediate();
  }

  /** For what runs many times: the query, with {@link bound} values, is written and prepared once. */
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
