import runAutocannon from 'autocannon';
import { type Load, type LoadFigures, type LoadGenerator, requestIndex } from './load-generator.js';

/** Loads a server with autocannon, which `npm install` brings, but which uses about one core itself. */
export const autocannon: LoadGenerator = {
  name: 'autocannon',
  async run({ url, cycle, connections, seconds }: Load): Promise<LoadFigures> {
    let sent = 0;
    const {
      requests: answered,
      latency,
      non2xx,
      errors,
      timeouts,
    } = await runAutocannon({
      url,
      connections,
      duration: seconds,
      requests: [
        { setupRequest: (request) => ({ ...request, ...cycle.requests[requestIndex(cycle, sent++)] }) },
      ],
    });
    return {
      requestsPerSecond: answered.average,
      p50: latency.p50,
      p99: latency.p99,
      failures: non2xx + errors + timeouts,
    };
  },
};
