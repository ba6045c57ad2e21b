/** In the sources of this repository, imports name the compiled file: `./window.js` stands for `./window.ts`. */
const COMPILED = /^\.{1,2}\/.*\.js$/;

/** Loads only what is asked for: the index of es-toolkit's old interface loads 300 modules, of which Nest uses twenty. */
const LAZY = { 'es-toolkit/compat': require.resolve('./es-toolkit.cjs') };

const inPackage = (folder) => folder.includes('/node_modules/');

/** Jest calls it once for each folder and name, and remembers the answer. A moduleNameMapper would run at every import. */
module.exports = (name, options) => {
  const { basedir, defaultResolver } = options;
  if (LAZY[name] !== undefined && inPackage(basedir)) return LAZY[name];
  if (!COMPILED.test(name) || inPackage(basedir)) return defaultResolver(name, options);
  return defaultResolver(name.slice(0, -'.js'.length), options);
};
