export { BrowserTab } from './chromium/browser-tab.js';
export {
  Chromium,
  CHROMIUM,
  CHROMIUM_FLAGS,
  type OpenOptions,
  pageClockScript,
  type Person,
} from './chromium/chromium.js';
export type { PageClock } from './chromium/page-clock.js';
export { FakePage, type FakePageOptions, type PageTime, realTime } from './fake-page/fake-page.js';
export { FakeTime } from './fake-page/fake-time.js';
export { compileScript, type PageScript, trackerScript } from './fake-page/page-script.js';
export { Gateway, type Received, type Treatment } from './sites/gateway.js';
export type { Page } from './sites/pages.js';
export { WebSite } from './sites/web-site.js';
export { observationOf } from './visit/observation-of.js';
export { playVisit, type VisitPlayer } from './visit/play-visit.js';
export { OBSERVER, type Observation, type Sight, type Span, truthOf } from './visit/truth.js';
export { type Act, type Scene, TEN_MINUTES } from './visit/visit.js';
