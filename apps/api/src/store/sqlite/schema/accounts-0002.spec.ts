import { describe, expect, it } from '@jest/globals';
import { user } from '../../testing/accounts.js';
import { withOldFile } from '../testing/old-file.js';

/** Undoes the migration 0002 of the accounts and all later ones. The file is then like one of the version before it. */
const UNDO = `
  alter table users drop column must_change_password;
  alter table users drop column second_factor;
  alter table api_keys drop column session_data;
  alter table api_keys drop column origins;
  alter table api_keys drop column expires_at;
  alter table api_keys drop column created_by;
  delete from account_migration where name >= '0002';
`;

describe('A file of the version before the limits of API keys', () => {
  it('keeps its users, who need not change their passwords', async () => {
    const old = user('old', { mustChangePassword: true });
    await withOldFile(
      UNDO,
      ({ accounts }) => accounts.createUser(old).then(() => undefined),
      async ({ accounts }) => {
        expect(await accounts.findUser('old')).toEqual(user('old'));
      },
    );
  });

  it('keeps its API keys, which may still use session data, are not limited to origins, and do not expire', async () => {
    const key = { id: 'old', name: 'old', role: 'reporter', keyHash: 'hash', createdAt: 1 } as const;
    await withOldFile(
      UNDO,
      ({ accounts }) => accounts.createApiKey({ ...key, sessionData: false, origins: ['https://a.example'] }),
      async ({ accounts }) => {
        expect(await accounts.findApiKey('hash')).toEqual({ ...key, sessionData: true, origins: [] });
      },
    );
  });
});
