import { describeOnMongo } from '@dwell/sessions/testing/mongo';
import { describeAdminRaces } from '../../testing/admin-races.suite.js';
import { openAccountStores } from '../testing/account-stores.js';

describeOnMongo('Admins', (server) => {
  describeAdminRaces('MongoDB', () => openAccountStores(server));
});
