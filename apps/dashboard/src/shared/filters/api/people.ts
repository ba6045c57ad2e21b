import { DEFAULT_PEOPLE_PER_PAGE, type PeopleAnswer, type PersonAnswer } from '@dwell/shared';
import { useDebouncedValue } from '@mantine/hooks';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../api/client.js';
import { describeError } from '../../api/describe-error.js';
import { messages } from '../../messages/messages.js';

const text = messages.people;

const TYPING_PAUSE_MS = 250;

const findPeople = (search: string, signal: AbortSignal): Promise<PeopleAnswer> => {
  const query = { search: search || undefined, limit: DEFAULT_PEOPLE_PER_PAGE };
  return answerTo(api.GET('/api/v2/people', { params: { query }, signal }));
};

/**
 * Query of the people whose names contain `search`. When `search` changes, the request for the text before is aborted.
 */
const peopleQuery = (search: string) =>
  queryOptions({
    queryKey: ['people', search],
    queryFn: ({ signal }) => findPeople(search, signal),
  });

export interface PeopleSearch {
  /** The people whose names contain the typed text. Empty until the answer for this text is there. */
  readonly people: readonly PersonAnswer[];
  /** Whether more people match the typed text than `people` has. */
  readonly hasMore: boolean;
  /** Says how the search went: that it goes on, that nobody was found, how many were, or what failed. */
  readonly words: string;
  /** Whether the answer for the typed text is there. */
  readonly done: boolean;
}

/**
 * Searches for people while the user types. Asks the API after a pause in typing, and only while `enabled` is true.
 */
export const usePeopleSearch = (typed: string, enabled: boolean): PeopleSearch => {
  const wanted = typed.trim();
  const [search] = useDebouncedValue(wanted, TYPING_PAUSE_MS);
  const found = useQuery({ ...peopleQuery(search), enabled });
  const done = search === wanted && found.isSuccess;
  if (done) {
    const { people, next_cursor } = found.data;
    const hasMore = next_cursor !== undefined;
    return {
      people,
      hasMore,
      done,
      words: hasMore ? text.more(people.length, search !== '') : text.found(people.length),
    };
  }
  const failed = search === wanted && found.isError;
  return { people: [], hasMore: false, done, words: failed ? describeError(found.error) : text.searching };
};
