import { describeSavedViewStore } from '../../testing/saved-view-store.conformance.js';
import { openTemporaryDatabase } from '../testing/temporary-database.js';

describeSavedViewStore('SQLite', async () => {
  const { savedViews, close } = await openTemporaryDatabase();
  return { store: savedViews, another: savedViews, close };
});
