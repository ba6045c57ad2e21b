import type { Tracker } from '@dwell/tracker';
import { FakePage, type FakePageOptions } from '../fake-page.js';
import { FakeTime } from '../fake-time.js';
import { trackerScript } from '../page-script.js';
import { RecordingApi } from './recording-api.js';

/** The keepalive interval, in milliseconds. */
export const INTERVAL_MS = 60_000;

const script = trackerScript();

/** A page in which a tracker runs, the API that gets its requests, and its clock. */
export interface TrackedPage {
  readonly time: FakeTime;
  readonly api: RecordingApi;
  readonly page: FakePage;
  readonly tracker: Tracker;
}

interface TrackedPageOptions extends Omit<FakePageOptions, 'fetch' | 'time' | 'dataset'> {
  /** How the API behaves from the beginning. */
  readonly api?: Partial<Pick<RecordingApi, 'latencyMs' | 'answer'>>;
}

/** @param dataset the script element's attributes, in addition to the interval */
export const openTrackedPage = (
  dataset: FakePageOptions['dataset'] = {},
  { api: behaviour, ...options }: TrackedPageOptions = {},
): TrackedPage => {
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
