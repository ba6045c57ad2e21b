const { BUNDLES } = require('./packages.cjs');

/** In the sources of this repository, imports name the compiled file: `./window.js` stands for `./window.ts`. */
const COMPILED = /^\.{1,2}\/.*\.js$/;

const inPackage = (folder) => folder.includes('/node_modules/');

/**
 * Returns the file of an import. Jest calls this function once for each folder and name, and remembers the answer. A
 * moduleNameMapper would run at every import.
 */
module.exports = (name, options) => {
  const { basedir, defaultResolver } = options;
  if (BUNDLES[name] !== undefined) return BUNDLES[name];
  if (!COMPILED.test(name) || inPackage(basedir)) return defaultResolver(name, options);
  return defaultResolver(name.slice(0, -'.js'.length), options);
};
