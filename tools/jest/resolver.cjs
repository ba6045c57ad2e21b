const { dirname, join } = require('node:path');

/** In the sources of this repository, imports name the compiled file: `./window.js` stands for `./window.ts`. */
const COMPILED = /^\.{1,2}\/.*\.js$/;

/** Modules that take long to load, and what stands in for them when a package imports them. */
const STAND_INS_IN_PACKAGES = {
  // The index of es-toolkit's old interface loads 300 modules, of which Nest uses twenty.
  'es-toolkit/compat': require.resolve('./es-toolkit.cjs'),
  // class-validator loads this package to check phone numbers, and Dwell has no phone numbers.
  'libphonenumber-js/max': require.resolve('./nothing.cjs'),
};

const bundleOf = (name, bundle) => join(dirname(require.resolve(`${name}/package.json`)), bundle);

/** Packages of more than a hundred modules each that come with a bundle too: one module, of the same code. */
const BUNDLES = {
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
  if (BUNDLES[name] !== undefined) return BUNDLES[name];
  if (STAND_INS_IN_PACKAGES[name] !== undefined && inPackage(basedir)) return STAND_INS_IN_PACKAGES[name];
  if (!COMPILED.test(name) || inPackage(basedir)) return defaultResolver(name, options);
  return defaultResolver(name.slice(0, -'.js'.length), options);
};
