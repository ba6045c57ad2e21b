import { TEST } from './rules.mjs';

const isTest = (file) => TEST.some((pattern) => new RegExp(pattern).test(file));

/**
 * Finds import cycles between the files and subfolders of each folder: two of them may import each other in one
 * direction only. A subfolder counts with everything below it. Tests do not count.
 * @param modules dependency-cruiser's modules
 * @returns {{ folder: string, imports: string[] }[]} for each folder with cycles, the imports
 *   that form one of them
 */
export const findFolderCycles = (modules) =>
  [...groupByFolder(modules)]
    .map(([folder, children]) => ({ folder, imports: findCycle(children) }))
    .filter(({ imports }) => imports !== undefined);

/** Returns for each folder which of its children import which others, with one example for each pair. */
const groupByFolder = (modules) => {
  const folders = new Map();
  for (const { source, dependencies } of modules.filter(({ source }) => !isTest(source))) {
    for (const { resolved } of dependencies.filter(({ resolved }) => !isTest(resolved))) {
      const [from, to] = [source.split('/'), resolved.split('/')];
      const depth = from.findIndex((name, index) => name !== to[index]);
      if (depth === -1) continue;
      const children = getOrAdd(folders, from.slice(0, depth).join('/'));
      getOrAdd(children, from[depth]).set(to[depth], `${source} → ${resolved}`);
    }
  }
  return folders;
};

const getOrAdd = (maps, key) => {
  if (!maps.has(key)) maps.set(key, new Map());
  return maps.get(key);
};

const findCycle = (children) => {
  const done = new Set();
  const visit = (child, path) => {
    const start = path.findIndex(({ from }) => from === child);
    if (start !== -1) return path.slice(start).map(({ example }) => example);
    if (done.has(child)) return undefined;
    for (const [to, example] of children.get(child) ?? []) {
      const cycle = visit(to, [...path, { from: child, example }]);
      if (cycle) return cycle;
    }
    done.add(child);
    return undefined;
  };
  for (const child of children.keys()) {
    const cycle = visit(child, []);
    if (cycle) return cycle;
  }
  return undefined;
};
