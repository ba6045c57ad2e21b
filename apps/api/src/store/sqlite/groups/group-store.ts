import type { GroupStore } from '../../ports/group-store.js';
import type { Remote } from '../connection/worker-rpc.js';
import type { groupReadMethods } from './read-groups.js';
import type { groupWriteMethods } from './write-groups.js';

/** Writes groups on the worker that commits, and reads them on the worker that reads. */
export const sqliteGroups = (
  writer: Remote<ReturnType<typeof groupWriteMethods>>,
  reader: Remote<ReturnType<typeof groupReadMethods>>,
): GroupStore => ({
  listGroups: reader.listGroups,
  listMembers: reader.listMembers,
  usernamesOf: reader.usernamesOf,
  readGroups: reader.readGroups,
  readTokenGroups: reader.readTokenGroups,
  createGroup: writer.createGroup,
  renameGroup: writer.renameGroup,
  removeGroup: writer.removeGroup,
  changeMembers: writer.changeMembers,
  importGroups: writer.importGroups,
  recordTokenGroups: writer.recordTokenGroups,
  putGroup: writer.putGroup,
  putTokenGroups: writer.putTokenGroups,
});
