import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { contractPings, EXAMPLES, expectedOutcome, pagePings } from './testing/examples.js';
import { outcomeOf } from './testing/play.js';

describe('without page_id, the time since the last ping counts for the path in this ping', () => {
  test.each(EXAMPLES)('$story: $pings → $contract', ({ pings, contract }) => {
    expect(outcomeOf(contractPings(pings))).toEqual(expectedOutcome(contract));
  });
});

describe('with page_id, the time for which a page was visible counts for the path that it showed', () => {
  test.each(EXAMPLES)('$story: $pings → $pageAware', ({ pings, pageAware }) => {
    expect(outcomeOf(pagePings(pings))).toEqual(expectedOutcome(pageAware));
  });
});

test('docs/accounting.md contains exactly the examples that these tests play', () => {
  const page = readFileSync(join(__dirname, '../../../../docs/accounting.md'), 'utf8');
  const cells = page
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((row) => row.length === 6 && row[2]?.startsWith('`'));
  expect(cells.map((row) => row.slice(1, 5))).toEqual(
    EXAMPLES.map(({ story, pings, contract, pageAware }) => [story, `\`${pings}\``, contract, pageAware]),
  );
});
