import { describe, expect, it } from '@jest/globals';
import { toSeconds, toTabDuration } from '@dwell/shared';
import { contractPings, expectedOutcome, EXAMPLES, pagePings, type TimedPing } from '@dwell/shared/testing';
import type { ContractStage } from './contract-stage.js';

export const describeExamples = (stage: ContractStage): void => {
  const { someone } = stage;

  describe('the accounting examples', () => {
    const play = async (pings: readonly TimedPing[], outcome: string): Promise<void> => {
      const user = someone();
      const start = stage.server.clock.now();
      await user.start();
      let status = 0;
      for (const { at, ping } of pings) {
        stage.server.clock.set(start + at);
        const { kind, visible, path, pageId, elapsedMs } = ping;
        const body = { path, page_id: pageId, elapsed_ms: elapsedMs };
        ({ status } = await user.post(kind, kind === 'keepalive' ? { ...body, visible } : body));
      }
      const expected = expectedOutcome(outcome);
      if (expected === 'inactive') {
        expect(status).toBe(400);
        return;
      }
      expect(status).toBe(200);
      const { visible_duration, tab_duration } = await user.session();
      expect(visible_duration).toBe(toSeconds(expected.visibleMs));
      expect(tab_duration).toEqual({ ...toTabDuration(expected.totals) });
    };

    it.each(EXAMPLES)('$story: $pings gives $contract without page_id', ({ pings, contract }) =>
      play(contractPings(pings), contract),
    );

    it.each(EXAMPLES)('$story: $pings gives $pageAware with page_id', ({ pings, pageAware }) =>
      play(pagePings(pings), pageAware),
    );
  });
};
