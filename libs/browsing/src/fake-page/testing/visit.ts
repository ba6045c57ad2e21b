import type { Tracker } from '@dwell/tracker';
import { FakePage, type FakePageOptions } from '../fake-page.js';
import { FakeTime } from '../fake-time.js';
import { trackerScript } from '../tracker-script.js';
import { RecordingApi } from './recording-api.js';

/** Between two keepalives, in milliseconds. */
export const INTERVAL_MS = 60_000;

const script = trackerScript();

/** A page that a tracker runs in, what it sends, and its clock. */
export interface Visit {
  readonly time: FakeTime;
  readonly api: RecordingApi;
  readonly page: FakePage;
  readonly tracker: Tracker;
}

interface VisitOptions extends Omit<FakePageOptions, 'fetch' | 'time' | 'dataset'> {
  /** How the API answers from the beginning. */
  readonly api?: Partial<Pick<RecordingApi, 'latencyMs' | 'answer'>>;
}

/** @param dataset the script element's attributes beside the interval */
export const visit = (
  dataset: FakePageOptions['dataset'] = {},
  { api: behaviour, ...options }: VisitOptions = {},
): Visit => {
  const time = new FakeTime();
  const api = Object.assign(new RecordingApi(time, () => page), behaviour);
  const page: FakePage = new FakePage({
    path: '/a',
    ...options,
    dataset: { interval: INTERVAL_MS / 1000, ...dataset },
    fetch: api.fetch,
    time,
  });
  const { dwell } = page.run(script) as { dwell: Tracker };
  return { time, api, page, tracker: dwell };
};
