import { describe, expect, test } from '@jest/globals';
import { contractPings, EXAMPLES, expectedOutcome, pagePings } from './testing/examples.js';
import { outcomeOf } from './testing/play.js';

describe('without page_id, the time since the last ping counts for the path in this one', () => {
  test.each(EXAMPLES)('$story: $pings → $contract', ({ pings, contract }) => {
    expect(outcomeOf(contractPings(pings))).toEqual(expectedOutcome(contract));
  });
});

describe('with page_id, the time for which a page was visible counts for the path on which it was', () => {
  test.each(EXAMPLES)('$story: $pings → $pageAware', ({ pings, pageAware }) => {
    expect(outcomeOf(pagePings(pings))).toEqual(expectedOutcome(pageAware));
  });
});
