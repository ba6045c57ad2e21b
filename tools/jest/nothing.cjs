/** Stands in for a module that no test uses (see resolver.cjs). */
module.exports = {};
