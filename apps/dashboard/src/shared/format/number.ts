import { messages } from '../messages/messages.js';

const formatters = new Map<number, Intl.NumberFormat>();

/** Returns a number in the page's language, with at most `decimals` decimals. */
export const formatNumber = (value: number, decimals = 1): string => {
  let formatter = formatters.get(decimals);
  if (!formatter) {
    formatter = new Intl.NumberFormat(messages.locale, { maximumFractionDigits: decimals });
    formatters.set(decimals, formatter);
  }
  return formatter.format(value);
};

/** Returns a share from 0 to 1 as a percentage: `12 %`, `0.4 %`. */
export const formatPercent = (share: number): string => {
  const percent = share * 100;
  const decimals = percent !== 0 && Math.abs(percent) < 10 ? 1 : 0;
  return `${formatNumber(percent, decimals)} %`;
};
