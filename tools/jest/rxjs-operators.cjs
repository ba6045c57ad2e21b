/** Stands in for `rxjs/operators` in tests (see resolver.cjs). */
module.exports = require('rxjs').operators;
