export { BrowserTab } from './chromium/browser-tab.js';
export { Chromium, type OpenOptions, type Person } from './chromium/chromium.js';
export type { PageClock } from './chromium/page-clock.js';
export { pageClockScript } from './chromium/page-clock-script.js';
export { Gateway, type Page, type Received, type Treatment } from './gateway.js';
