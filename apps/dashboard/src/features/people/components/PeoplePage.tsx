import { soleUser } from '../../../shared/filters/scope.js';
import { useScope } from '../../../shared/filters/use-filters.js';
import { PersonPage } from './PersonPage.js';
import { RankingPage } from './RankingPage.js';

/** The page of people. If the filters name exactly one person, this is the page of that person. */
export const PeoplePage = () => {
  const username = soleUser(useScope());
  if (username === undefined) return <RankingPage />;
  // With the key, the page of another person never shows the figures of this one while it loads.
  return <PersonPage key={username} username={username} />;
};
