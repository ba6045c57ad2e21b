import { browserTimeZone, isTimeZone } from './zone.js';

/** Zones that browsers list under names their places gave up; people look for these. */
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

/** Time zones to choose from; first the one in use, the browser's and UTC. */
export const timeZoneNames = (inUse: string): string[] => {
  const others = [...Intl.supportedValuesOf('timeZone'), ...RENAMED.filter(isTimeZone)].sort();
  return [...new Set([inUse, browserTimeZone(), 'UTC', ...others])];
};
