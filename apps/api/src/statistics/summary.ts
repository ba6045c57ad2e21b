import { type Figures, type SummaryAnswer, toSeconds } from '@dwell/shared';
import type { SessionStore, SlotWindow, StatisticsFilter } from '../store/ports/session-store.js';
import { visitDurations } from './figures.js';
import { type Question, toScopeAnswer } from './question.js';

export const summaryOf = async (store: SessionStore, question: Question): Promise<SummaryAnswer> => {
  const { window, previous, filter, activeWindow } = question;
  const { view, ...people } = filter;
  const [current, before, active, allActive] = await Promise.all([
    figuresOf(store, window, filter),
    previous && figuresOf(store, previous, filter),
    store.countActive(filter, activeWindow),
    view === undefined ? undefined : store.countActive(people, activeWindow),
  ]);
  return {
    ...toScopeAnswer(question),
    current,
    previous: before,
    active_sessions: active,
    all_active_sessions: allActive ?? active,
  };
};

const figuresOf = async (
  store: SessionStore,
  window: SlotWindow,
  filter: StatisticsFilter,
): Promise<Figures> => {
  const [{ visibleMs, visits, users, views, sessions }, lengths] = await Promise.all([
    store.summarize(window, filter),
    store.lengthSums(window, filter),
  ]);
  return {
    visible_duration: toSeconds(visibleMs),
    visits,
    users,
    views,
    sessions,
    ...visitDurations(lengths),
  };
};
