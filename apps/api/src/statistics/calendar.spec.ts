import { describe, expect, it } from '@jest/globals';
import type { Bucket } from '@dwell/shared';
import { bucketsOf } from './windows.js';

const utc = (text: string): number => Date.parse(text);

describe('the buckets of statistics', () => {
  it.each<[string, string, Bucket, string, string, string[]]>([
    [
      'an hour of 30 minutes where the clocks skip 02:00 to 02:30',
      'Australia/Lord_Howe',
      'hour',
      '2026-10-03T14:30Z',
      '2026-10-03T17:00Z',
      ['2026-10-03T14:30Z', '2026-10-03T15:30Z', '2026-10-03T16:00Z'],
    ],
    [
      'an hour of 90 minutes where the clocks go back from 02:00 to 01:30',
      'Australia/Lord_Howe',
      'hour',
      '2026-04-04T14:00Z',
      '2026-04-04T16:30Z',
      ['2026-04-04T14:00Z', '2026-04-04T15:30Z'],
    ],
    [
      'two hours where the clocks go back from 03:00 to 02:00',
      'Europe/Paris',
      'hour',
      '2026-10-25T00:00Z',
      '2026-10-25T02:00Z',
      ['2026-10-25T00:00Z', '2026-10-25T01:00Z'],
    ],
    [
      'one day of 25 hours where the clocks go back from 01:00 to 00:00',
      'Atlantic/Azores',
      'day',
      '2026-10-25T00:00Z',
      '2026-10-26T13:00Z',
      ['2026-10-25T00:00Z', '2026-10-26T01:00Z'],
    ],
    [
      'one day from the second midnight on, when the window begins there',
      'Atlantic/Azores',
      'day',
      '2026-10-25T01:00Z',
      '2026-10-26T13:00Z',
      ['2026-10-25T01:00Z', '2026-10-26T01:00Z'],
    ],
    [
      'a day from 01:00 on where the clocks skip midnight',
      'Africa/Cairo',
      'day',
      '2026-04-22T22:00Z',
      '2026-04-24T21:00Z',
      ['2026-04-22T22:00Z', '2026-04-23T22:00Z'],
    ],
    [
      'a week that is an hour shorter where the clocks go forward',
      'Europe/Paris',
      'week',
      '2026-03-22T23:00Z',
      '2026-04-05T22:00Z',
      ['2026-03-22T23:00Z', '2026-03-29T22:00Z'],
    ],
    [
      'a month that is an hour longer where the clocks go back',
      'America/New_York',
      'month',
      '2026-11-01T04:00Z',
      '2027-01-01T05:00Z',
      ['2026-11-01T04:00Z', '2026-12-01T05:00Z'],
    ],
    [
      'no bucket for a day that the clocks skip',
      'Pacific/Apia',
      'day',
      '2011-12-29T10:00Z',
      '2011-12-31T10:00Z',
      ['2011-12-29T10:00Z', '2011-12-30T10:00Z'],
    ],
    [
      'the slots that begin in the bucket where its edge is on no slot edge',
      'Africa/Monrovia',
      'day',
      '1971-03-01T12:00Z',
      '1971-03-03T12:00Z',
      ['1971-03-01T12:00Z', '1971-03-02T00:45Z', '1971-03-03T00:45Z'],
    ],
  ])('are %s (%s)', (_what, tz, bucket, from, to, starts) => {
    const buckets = bucketsOf({ from: utc(from), to: utc(to) }, { tz, bucket, now: 0 });
    expect(buckets.map((each) => each.from)).toEqual(starts.map(utc));
  });
});
