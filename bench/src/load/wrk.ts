import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { USER_HEADER } from '@dwell/shared';
import { requestsOf } from './keepalives.js';
import type { Load, LoadFigures, LoadGenerator } from './load-generator.js';

/** What the script below prints at its end. */
interface Summary {
  readonly requests: number;
  readonly us: number;
  readonly failures: number;
  readonly p50: number;
  readonly p99: number;
}

/** wrk, a load generator in C: it leaves the most of the machine to the servers. */
export const wrk: LoadGenerator = {
  name: 'wrk',
  async run(load: Load): Promise<LoadFigures> {
    const folder = await mkdtemp(join(tmpdir(), 'dwell-wrk-'));
    try {
      const script = join(folder, 'keepalives.lua');
      await writeFile(script, luaScript(load));
      const { stdout } = await promisify(execFile)('wrk', [
        '--threads=1',
        `--connections=${load.connections}`,
        `--duration=${load.seconds}s`,
        `--script=${script}`,
        `${load.url}/api/v2/keepalive`,
      ]);
      const summary = JSON.parse(stdout.slice(stdout.lastIndexOf('\n{') + 1)) as Summary;
      return {
        requestsPerSecond: summary.requests / (summary.us / 1e6),
        p50: summary.p50 / 1000,
        p99: summary.p99 / 1000,
        failures: summary.failures,
      };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

/** Whether wrk can be run; it is found on the PATH. */
export const hasWrk = async (): Promise<boolean> => {
  try {
    await promisify(execFile)('wrk', ['--version']);
    return true;
  } catch (error) {
    // wrk shows its version with an exit code of 1.
    return (error as { code?: unknown }).code !== 'ENOENT';
  }
};

/** All requests are made once, before the load begins, so that nothing is put together while it is measured. */
const luaScript = ({ apiKey, keepalives }: Load): string => {
  const { users, paths, perStay } = keepalives;
  const requests = requestsOf(keepalives).map(
    ({ username, body }) => `  {"${username}", [==[${JSON.stringify(body)}]==]},`,
  );
  return `
local keepalives = {
${requests.join('\n')}
}
local requests = {}
local sent = 0

function init()
  for i, keepalive in ipairs(keepalives) do
    requests[i] = wrk.format("POST", nil, {
      ["Authorization"] = "Bearer ${apiKey}",
      ["Content-Type"] = "application/json",
      ["${USER_HEADER}"] = keepalive[1],
    }, keepalive[2])
  end
end

-- The same order as requestIndex() in keepalives.ts.
function request()
  local turn = math.floor(sent / ${users.length})
  local path = math.floor(turn / ${perStay}) % ${paths.length}
  local index = path * ${users.length} + sent % ${users.length}
  sent = sent + 1
  return requests[index + 1]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\\n{"requests":%d,"us":%d,"failures":%d,"p50":%d,"p99":%d}\\n',
    summary.requests, summary.duration,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99)
  ))
end
`;
};
