import { describeAnnotationStore } from '../../testing/annotation-store.conformance.js';
import { openTemporaryDatabase } from '../testing/temporary-database.js';

describeAnnotationStore('SQLite', async () => {
  const { annotations, close } = await openTemporaryDatabase();
  return { store: annotations, another: annotations, close };
});
