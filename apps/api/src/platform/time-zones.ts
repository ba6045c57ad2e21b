import { IANAZone } from 'luxon';

/** Returns how far the clocks in `tz` are ahead of UTC at an instant. Both are in milliseconds. */
export const offsetAt = (instant: number, tz: string): number => IANAZone.create(tz).offset(instant) * 60_000;
