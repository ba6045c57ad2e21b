import { soleUser } from '../../../shared/filters/scope.js';
import { useScope } from '../../../shared/filters/use-filters.js';
import { PersonPage } from './PersonPage.js';
import { RankingPage } from './RankingPage.js';

/** The page of people. If the filters name exactly one person, this is the page of that person. */
export const PeoplePage = () => {
  const username = soleUser(useScope());
  if (username === undefined) return <RankingPage />;
  // The key keeps the figures of one person from the page of the next.
  return <PersonPage key={username} username={username} />;
};
