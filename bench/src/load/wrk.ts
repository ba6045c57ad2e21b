import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Load, LoadFigures, LoadGenerator, LoadRequest } from './load-generator.js';

/** The summary that the Lua script below prints. The duration `us` and the latencies p50, p99 are in microseconds. */
interface Summary {
  readonly requests: number;
  readonly us: number;
  readonly failures: number;
  readonly p50: number;
  readonly p99: number;
}

/** Loads a server with wrk, a load generator in C that leaves most of the machine to the servers. */
export const wrk: LoadGenerator = {
  name: 'wrk',
  async run({ url, cycle, connections, seconds }: Load): Promise<LoadFigures> {
    const folder = await mkdtemp(join(tmpdir(), 'dwell-wrk-'));
    try {
      const [script, requests] = [join(folder, 'cycle.lua'), join(folder, 'requests')];
      await writeFile(script, LUA_SCRIPT);
      await writeFile(requests, cycle.requests.map((request) => httpText(request, url)).join(SEPARATOR));
      const { stdout } = await promisify(execFile)('wrk', [
        '--threads=1',
        `--connections=${connections}`,
        `--duration=${seconds}s`,
        `--script=${script}`,
        url,
        '--',
        requests,
        String(cycle.groupSize),
        String(cycle.timesEach),
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

/** Returns whether wrk is on the PATH. */
export const hasWrk = async (): Promise<boolean> => {
  try {
    await promisify(execFile)('wrk', ['--version']);
    return true;
  } catch (error) {
    // The call fails also if wrk is installed: wrk prints its version and exits with code 1.
    return (error as { code?: unknown }).code !== 'ENOENT';
  }
};

const SEPARATOR = '\0';

const httpText = ({ method, path, headers, body = '' }: LoadRequest, url: string): string => {
  const fields = Object.entries({
    Host: new URL(url).host,
    ...headers,
    ...(method === 'POST' ? { 'Content-Length': Buffer.byteLength(body) } : {}),
  });
  const lines = [`${method} ${path} HTTP/1.1`, ...fields.map(([name, value]) => `${name}: ${value}`)];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
};

/** Reads the finished requests from a file before the load begins, so that the measurement does not include reading. */
const LUA_SCRIPT = `
local requests = {}
local sent, groupSize, timesEach, groups = 0

function init(args)
  local file = io.open(args[1], "rb")
  for request in file:read("*a"):gmatch("%Z+") do
    requests[#requests + 1] = request
  end
  file:close()
  groupSize, timesEach = tonumber(args[2]), tonumber(args[3])
  groups = #requests / groupSize
end

-- The same order as requestIndex() in load-generator.ts.
function request()
  local turn = math.floor(sent / groupSize)
  local group = math.floor(turn / timesEach) % groups
  local index = group * groupSize + sent % groupSize
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
