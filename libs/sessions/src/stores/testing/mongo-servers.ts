import { describe, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { MongoClient } from 'mongodb';

/** A MongoDB server for tests. `name` is part of the test titles. */
export interface MongoTestServer {
  readonly name: string;
  /** Returns the URL of a new database, which does not exist yet. */
  freshUrl(): string;
}

/** The servers in MONGODB_TEST_URI: URIs separated by blanks. The option `appName` of a URI is the server's name. */
const servers: readonly MongoTestServer[] = (process.env['MONGODB_TEST_URI'] ?? '')
  .split(/\s+/)
  .filter((uri) => uri !== '')
  .map((uri) => {
    const { host, searchParams } = new URL(uri.replace(/^mongodb(\+srv)?:/, 'http:'));
    return {
      name: searchParams.get('appName') ?? host,
      freshUrl: () => {
        const url = new URL(uri);
        url.pathname = `/dwell_test_${randomUUID().slice(0, 8)}`;
        return url.href;
      },
    };
  });

/** Runs the tests on each MongoDB server. Without a server, the report says that they are skipped. */
export const describeOnMongo = (what: string, describeOn: (server: MongoTestServer) => void): void => {
  for (const server of servers) {
    describe(`${what} on ${server.name}`, () => {
      describeOn(server);
    });
  }
  if (servers.length === 0) {
    describe(what, () => {
      it.skip('is skipped, since MONGODB_TEST_URI names no server', () => undefined);
    });
  }
};

/** Removes a database that a test created. */
export const dropDatabase = async (url: string): Promise<void> => {
  const client = await MongoClient.connect(url);
  try {
    await client.db().dropDatabase();
  } finally {
    await client.close();
  }
};
