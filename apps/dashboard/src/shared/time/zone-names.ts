import { isTimeZone } from '@dwell/shared';
import { browserTimeZone } from './zone.js';

/** Today's names of zones that browsers list only under their old names. */
const RENAMED = [
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Atlantic/Faroe',
  'Europe/Kyiv',
  'Pacific/Chuuk',
  'Pacific/Kanton',
  'Pacific/Pohnpei',
];

/** Returns the time zones to choose from: `current`, the browser's and UTC come first. */
export const timeZoneNames = (current: string): string[] => {
  const others = [...Intl.supportedValuesOf('timeZone'), ...RENAMED.filter(isTimeZone)].sort();
  return [...new Set([current, browserTimeZone(), 'UTC', ...others])];
};
