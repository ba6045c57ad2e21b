/** Stands in for `es-toolkit/compat` in tests (see resolver.cjs). Each function is loaded when it is first used. */
module.exports = new Proxy(
  { __esModule: true },
  {
    get: (loaded, name) =>
      name in loaded || typeof name === 'symbol' ? loaded[name] : require(`es-toolkit/compat/${name}`),
    has: () => true,
  },
);
