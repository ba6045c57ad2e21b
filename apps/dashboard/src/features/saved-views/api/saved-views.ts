import type { SavedViewAnswer, SavedViewBody, SavedViewChangeBody, SavedViewsAnswer } from '@dwell/shared';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../../shared/api/client.js';
import { useRefetch } from '../../../shared/api/use-refetch.js';

const listSavedViews = (signal: AbortSignal): Promise<SavedViewsAnswer> =>
  answerTo(api.GET('/api/v2/saved-views', { signal }));

const savedViewsQuery = queryOptions({
  queryKey: ['saved-views'],
  queryFn: ({ signal }) => listSavedViews(signal),
  select: ({ saved_views }) => saved_views,
});

export const useSavedViews = () => useQuery(savedViewsQuery);

const createSavedView = (body: SavedViewBody): Promise<SavedViewAnswer> =>
  answerTo(api.POST('/api/v2/saved-views', { body }));

/** @param bodyOf turns the argument of `mutate` into the request's body */
export const useCreateSavedView = <Input>(bodyOf: (input: Input) => SavedViewBody) =>
  useMutation({
    mutationFn: (input: Input) => createSavedView(bodyOf(input)),
    onSuccess: useRefetch('saved-views'),
  });

const withId = (id: string) => ({ params: { path: { id } } });

const changeSavedView = (id: string, body: SavedViewChangeBody): Promise<SavedViewAnswer> =>
  answerTo(api.PATCH('/api/v2/saved-views/{id}', { ...withId(id), body }));

export const useChangeSavedView = (id: string) =>
  useMutation({
    mutationFn: (body: SavedViewChangeBody) => changeSavedView(id, body),
    onSettled: useRefetch('saved-views'),
  });

const removeSavedView = (id: string): Promise<undefined> =>
  answerTo(api.DELETE('/api/v2/saved-views/{id}', withId(id)));

export const useRemoveSavedView = () =>
  useMutation({ mutationFn: removeSavedView, onSettled: useRefetch('saved-views') });
