/**
 * Stands in for fast-check in all tests. `npm run test:fast` tries the examples of a property and a tenth of its cases,
 * but at least ten if it has so many. Otherwise a few properties would take half of the time. The whole suite tries all
 * cases.
 */
import fc from 'all-of-fast-check';

/** The number of cases that fast-check tries by default. */
const DEFAULT_CASES = 100;

const MIN_CASES = 10;

/** The number of cases of a property is divided by this. */
const DIVISOR = 10;

const withFewCases = (parameters = {}) => {
  const { numRuns = DEFAULT_CASES, examples = [] } = parameters;
  const cases = examples.length + Math.ceil(numRuns / DIVISOR);
  return { ...parameters, numRuns: Math.min(numRuns, Math.max(MIN_CASES, cases)) };
};

const withFew = {
  ...fc,
  assert: (property, parameters) => fc.assert(property, withFewCases(parameters)),
};

export default process.env['DWELL_FEW_CASES'] ? withFew : fc;
