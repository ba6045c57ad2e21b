/**
 * The patterns of browsers in a user agent. The first pattern that matches counts, because a browser also names other
 * browsers that it resembles. The patterns of systems below are also in such an order.
 */
const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|OPT|Opera)\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/(\b|Headless)(Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/\bVersion\/.*Safari\//, 'Safari'],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\b(Macintosh|Mac OS X)\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/**
 * Matches the product that a program names first, such as curl/8.5.0. Matches no browser, because every browser names
 * Mozilla first.
 */
const PROGRAM = /^(?!Mozilla\b)[\w.-]{1,40}(\/[\w.-]{1,20})?/;

/**
 * Returns a name by which people recognise a device, such as `Firefox on Windows`; for a program that is no browser,
 * the name that it gives itself; for an unknown browser, its system. Undefined if the user agent names none of these.
 */
export const deviceNameOf = (userAgent = ''): string | undefined => {
  const find = (names: readonly [RegExp, string][]) =>
    names.find(([pattern]) => pattern.test(userAgent))?.[1];
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)];
  if (browser !== undefined) return system === undefined ? browser : `${browser} on ${system}`;
  return PROGRAM.exec(userAgent)?.[0] ?? system;
};
