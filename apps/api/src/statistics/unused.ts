import {
  DEFAULT_LEFT_WITHIN,
  type LeftTab,
  pathKey,
  pathOf,
  type UnusedAnswer,
  type UnusedQuery,
} from '@dwell/shared';
import { compareCodePoints } from '../store/model/code-point-order.js';
import type { KnownPath, SessionStore } from '../store/ports/session-store.js';
import { sum, visitDurations } from './figures.js';
import { type Question, toScopeAnswer } from './question.js';

export const unusedOf = async (
  store: SessionStore,
  question: Question,
  { left_within: leftWithin = DEFAULT_LEFT_WITHIN }: UnusedQuery,
): Promise<UnusedAnswer> => {
  const { window, filter } = question;
  const [known, totals, lengths] = await Promise.all([
    store.knownPaths(),
    store.viewTotals(window, filter),
    store.visitLengths(window, filter),
  ]);
  const asked = known.filter(({ view }) => filter.view === undefined || view === filter.view);
  const usedViews = new Set(totals.map(({ view }) => view));
  const usedPaths = new Set(totals.map(keyOf));
  const isUnusedTab = (path: KnownPath): boolean => usedViews.has(path.view) && !usedPaths.has(keyOf(path));
  const unusedViews = new Set(asked.map(({ view }) => view).filter((view) => !usedViews.has(view)));
  return {
    ...toScopeAnswer(question),
    unused_views: [...unusedViews].sort(compareCodePoints).map((view) => ({ view })),
    unused_tabs: asked
      .filter(isUnusedTab)
      .sort(byPath)
      .map(({ view, tab }) => ({ view, tab: tab ?? null })),
    left_within: leftWithin,
    left_at_once: [...Map.groupBy(lengths, keyOf).values()]
      .flatMap((ofPath): LeftTab[] => {
        const [first] = ofPath;
        if (!first) return [];
        const visits = sum(ofPath.map((each) => each.visits));
        return [{ view: first.view, tab: first.tab ?? null, visits, ...visitDurations(ofPath) }];
      })
      .filter(({ median_visit_duration: median }) => median !== null && median < leftWithin)
      .sort((a, b) => b.visits - a.visits || byPath(toPath(a), toPath(b))),
  };
};

const keyOf = (path: KnownPath): string => pathKey(pathOf(path));

const toPath = ({ view, tab }: LeftTab): KnownPath => ({ view, tab: tab ?? undefined });

const byPath = (a: KnownPath, b: KnownPath): number =>
  compareCodePoints(a.view, b.view) || compareCodePoints(a.tab ?? '', b.tab ?? '');
