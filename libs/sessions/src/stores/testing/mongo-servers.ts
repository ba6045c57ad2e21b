import { describe, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { MongoClient } from 'mongodb';

/** A server to test against, and what it is called in the tests' names. */
export interface MongoTestServer {
  readonly name: string;
  /** The URL of a database that nobody else uses; it does not exist yet. */
  freshUrl(): string;
}

/** From MONGODB_TEST_URI: one URI, or more with blanks between; an `appName` in one is its name. */
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

/** Describes the same on each MongoDB server there is; where there is none, the report says that it was skipped. */
export const describeOnMongo = (what: string, describeOn: (server: MongoTestServer) => void): void => {
  for (const server of servers) {
    describe(`${what} on ${server.name}`, () => {
      describeOn(server);
    });
  }
  if (servers.length === 0) {
    describe(what, () => {
      it.skip('is skipped: there is no MongoDB server; set MONGODB_TEST_URI', () => undefined);
    });
  }
};

/** Removes a database that a test has made. */
export const dropDatabase = async (url: string): Promise<void> => {
  const client = await MongoClient.connect(url);
  try {
    await client.db().dropDatabase();
  } finally {
    await client.close();
  }
};
