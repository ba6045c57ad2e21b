import { type SummaryAnswer, toMilliseconds, toSeconds } from '@dwell/shared';
import type { Expectation } from '../data/data-set.js';
import type { ApiClient } from './api-client.js';

/** Compares the server's summaries with the independent count. Resolves to a line for each difference. */
export const checkSums = async (
  client: ApiClient,
  expectations: readonly Expectation[],
): Promise<string[]> => {
  const differences: string[] = [];
  for (const { from, to, view, username, ...expected } of expectations) {
    const query = new URLSearchParams({
      from: String(toSeconds(from)),
      to: String(toSeconds(to)),
      compare: 'none',
      ...(view === undefined ? {} : { view }),
      ...(username === undefined ? {} : { usernames: username }),
    });
    const { body } = await client.get(`/api/v2/statistics/summary?${query}`);
    const { visible_duration, visits, users, sessions } = (JSON.parse(body) as SummaryAnswer).current;
    const found = { visibleMs: toMilliseconds(visible_duration), visits, users, sessions };
    for (const name of ['visibleMs', 'visits', 'users', 'sessions'] as const) {
      if (expected[name] === undefined || expected[name] === found[name]) continue;
      differences.push(`${query}: ${name} is ${found[name]}, must be ${expected[name]}`);
    }
  }
  return differences;
};
