import { MAX_PEOPLE_PER_PAGE, type PeopleAnswer } from '@dwell/shared';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../../shared/api/client.js';

const findPeople = (search: string, signal: AbortSignal): Promise<PeopleAnswer> => {
  const query = { search, limit: MAX_PEOPLE_PER_PAGE };
  return answerTo(api.GET('/api/v2/people', { params: { query }, signal }));
};

const knownPeopleQuery = (search: string) =>
  queryOptions({
    queryKey: ['people', 'known', search],
    queryFn: ({ signal }) => findPeople(search, signal),
    placeholderData: keepPreviousData,
  });

/** Of all people ever seen, returns the first page of those whose names contain `search`. Without it, asks nothing. */
export const useKnownPeople = (search: string | undefined) =>
  useQuery({ ...knownPeopleQuery(search ?? ''), enabled: search !== undefined });
