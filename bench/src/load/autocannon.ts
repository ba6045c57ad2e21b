import runAutocannon from 'autocannon';
import { USER_HEADER } from '@dwell/shared';
import { requestIndex, requestsOf } from './keepalives.js';
import type { Load, LoadFigures, LoadGenerator } from './load-generator.js';

/** autocannon, a load generator in JavaScript: it comes with npm, but takes about a core for itself. */
export const autocannon: LoadGenerator = {
  name: 'autocannon',
  async run({ url, apiKey, keepalives, connections, seconds }: Load): Promise<LoadFigures> {
    const requests = requestsOf(keepalives);
    let sent = 0;
    const {
      requests: answered,
      latency,
      non2xx,
      errors,
      timeouts,
    } = await runAutocannon({
      url: `${url}/api/v2/keepalive`,
      method: 'POST',
      connections,
      duration: seconds,
      requests: [
        {
          setupRequest: (request) => {
            const keepalive = requests[requestIndex(keepalives, sent++)];
            return {
              ...request,
              headers: {
                authorization: `Bearer ${apiKey}`,
                'content-type': 'application/json',
                [USER_HEADER]: keepalive?.username ?? '',
              },
              body: JSON.stringify(keepalive?.body),
            };
          },
        },
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
