import { type TabFigures, toSeconds, type ViewFigures, type ViewsAnswer } from '@dwell/shared';
import type { SessionStore, ViewTotal, VisitLengths } from '../store/ports/session-store.js';
import { byTime, shareOf, sum, visitDurations } from './figures.js';
import { type Question, toScopeAnswer } from './question.js';

export const viewsOf = async (store: SessionStore, question: Question): Promise<ViewsAnswer> => {
  const { window, previous, filter, activeWindow } = question;
  const [totals, before, lengths, users, hereNow] = await Promise.all([
    store.viewTotals(window, filter),
    previous && store.viewTotals(previous, filter),
    store.visitLengths(window, filter),
    store.usersByView(window, filter),
    store.hereNowByView(filter, activeWindow),
  ]);
  const allMs = sum(totals.map(({ ms }) => ms));
  const lengthsOf = Map.groupBy(lengths, ({ view }) => view);
  const usersOn = new Map(users.map((each) => [each.view, each.users]));
  const hereOn = new Map(hereNow.map((each) => [each.view, each.sessions]));
  const msBefore = before && timeByView(before);
  const views = [...Map.groupBy(totals, ({ view }) => view)]
    .map(([view, tabs]) => ({ view, tabs, ms: sum(tabs.map(({ ms }) => ms)) }))
    .sort(byTime(({ view }) => view))
    .map(({ view, tabs, ms }): ViewFigures => {
      const visited = lengthsOf.get(view) ?? [];
      return {
        view,
        visible_duration: toSeconds(ms),
        share: shareOf(ms, allMs),
        visits: sum(tabs.map(({ visits }) => visits)),
        users: usersOn.get(view) ?? 0,
        here_now: hereOn.get(view) ?? 0,
        ...visitDurations(visited),
        previous_visible_duration: msBefore && toSeconds(msBefore.get(view) ?? 0),
        tabs: tabsOf(tabs, visited),
      };
    });
  return { ...toScopeAnswer(question), views };
};

/** Returns the time on each view, in milliseconds. */
const timeByView = (totals: readonly ViewTotal[]): Map<string, number> => {
  const times = new Map<string, number>();
  for (const { view, ms } of totals) times.set(view, (times.get(view) ?? 0) + ms);
  return times;
};

const tabsOf = (totals: readonly ViewTotal[], lengths: readonly VisitLengths[]): TabFigures[] => {
  const lengthsOf = Map.groupBy(lengths, ({ tab }) => tab);
  return totals.toSorted(byTime(({ tab }) => tab ?? '')).map(({ tab, ms, visits }) => ({
    tab: tab ?? null,
    visible_duration: toSeconds(ms),
    visits,
    ...visitDurations(lengthsOf.get(tab) ?? []),
  }));
};
