import { useSyncExternalStore } from 'react';

const TICK_MS = 15_000;

const subscribe = (onTick: () => void): (() => void) => {
  const timer = setInterval(onTick, TICK_MS);
  return () => {
    clearInterval(timer);
  };
};

/** The current time in epoch seconds, in steps of a quarter of a minute; a component that reads it follows the clock. */
const readClock = (): number => (Math.floor(Date.now() / TICK_MS) * TICK_MS) / 1000;

export const useNow = (): number => useSyncExternalStore(subscribe, readClock);
