/**
 * Checks who imports whom: `npm run lint:imports [-- FOLDER]`. Reports each import that imports/rules.mjs forbids,
 * and the cycles between folders, in each project and between projects. If given, FOLDER is checked instead of the
 * repository.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import { findFolderCycles } from './imports/folder-cycles.mjs';
import rules from './imports/rules.mjs';

const baseDir = resolve(process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url)));
const roots = ['apps', 'libs', 'bench', 'tools', 'examples'].filter((root) =>
  existsSync(resolve(baseDir, root)),
);

const projectOf = (file) => /^(?:(?:apps|libs)\/)?[^/]+/.exec(file)[0];

const { forbidden, options } = rules;
const { enhancedResolveOptions, ...cruiseOptions } = options;
const { output } = await cruise(
  roots,
  { ...cruiseOptions, baseDir, ruleSet: { forbidden }, validate: true },
  enhancedResolveOptions,
);

const { violations } = output.summary;
for (const { rule, from, to, cycle = [{ name: to }] } of violations) {
  const { comment } = forbidden.find(({ name }) => name === rule.name);
  process.stdout.write(
    `${[from, ...cycle.map(({ name }) => name)].join(' imports ')}\n  ${rule.name}: ${comment}\n`,
  );
}

const modules = output.modules.filter(({ source }) => roots.includes(source.split('/')[0]));
const cycles = findFolderCycles(modules);
const print = (place, cycles) => {
  process.stdout.write(`${place}: ${cycles.length > 0 ? '' : 'no '}cycles between folders\n`);
  for (const { folder, imports } of cycles) {
    process.stdout.write(`  in ${folder}:\n${imports.map((each) => `    ${each}\n`).join('')}`);
  }
};
const projects = [...new Set(modules.map(({ source }) => projectOf(source)))].sort();
const isIn = (project, folder) => `${folder}/`.startsWith(`${project}/`);
for (const project of projects)
  print(
    project,
    cycles.filter(({ folder }) => isIn(project, folder)),
  );
print(
  'between projects',
  cycles.filter(({ folder }) => !projects.some((project) => isIn(project, folder))),
);

process.exit(violations.length + cycles.length > 0 ? 1 : 0);
