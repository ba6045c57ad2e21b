const { dirname, join } = require('node:path');
const { BUNDLES } = require('./packages.cjs');

/** In the sources of this repository, imports name the compiled file: `./window.js` stands for `./window.ts`. */
const COMPILED = /^\.{1,2}\/.*\.js$/;

const bundleOf = (name, bundle) => join(dirname(require.resolve(`${name}/package.json`)), bundle);

/** Packages that take long to load, and what stands in for them. */
const STAND_INS = {
  ...BUNDLES,
  // The index of es-toolkit's old interface loads 300 modules, of which Nest uses twenty.
  'es-toolkit/compat': require.resolve('./es-toolkit.cjs'),
  // These have more than a hundred modules each, and come with the same code in one file, compiled for older engines.
  rxjs: bundleOf('rxjs', 'dist/bundles/rxjs.umd.js'),
  'rxjs/operators': require.resolve('./rxjs-operators.cjs'),
  'class-validator': bundleOf('class-validator', 'bundles/class-validator.umd.js'),
};

const inPackage = (folder) => folder.includes('/node_modules/');

/**
 * Returns the file of an import. Jest calls this function once for each folder and name, and remembers the answer. A
 * moduleNameMapper would run at every import.
 */
module.exports = (name, options) => {
  const { basedir, defaultResolver } = options;
  if (STAND_INS[name] !== undefined) return STAND_INS[name];
  if (!COMPILED.test(name) || inPackage(basedir)) return defaultResolver(name, options);
  return defaultResolver(name.slice(0, -'.js'.length), options);
};
