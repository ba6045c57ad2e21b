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

/** Returns a ratio as a percentage: `12 %`, `0.4 %`. */
export const formatPercent = (ratio: number): string => {
  const percent = ratio * 100;
  const decimals = percent !== 0 && Math.abs(percent) < 10 ? 1 : 0;
  return `${formatNumber(percent, decimals)} %`;
};

/**
 * Returns a part of a whole as a percentage, given as a ratio from 0 to 1. A part that is not nothing is never 0 %, and
 * one that is not everything is never 100 %: `< 0.1 %`, `> 99 %`.
 */
export const formatShare = (ratio: number): string => {
  if (ratio > 0 && ratio < 0.0005) return `< ${formatPercent(0.001)}`;
  if (ratio >= 0.995 && ratio < 1) return `> ${formatPercent(0.99)}`;
  return formatPercent(ratio);
};

/** Returns an average number, such as of people, with two decimals: `2.4`, `0.05`. One above 0 is never shown as 0. */
export const formatAverage = (value: number): string =>
  value > 0 && value < 0.005 ? `< ${formatNumber(0.01, 2)}` : formatNumber(value, 2);
