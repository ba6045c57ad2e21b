import type {
  AnnotationAnswer,
  AnnotationBody,
  AnnotationChangeBody,
  AnnotationsAnswer,
  TimeWindow,
} from '@dwell/shared';
import { keepPreviousData, queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../api/client.js';
import { endInKey, type Scope } from '../../filters/scope.js';
import { useRefetch } from '../../api/use-refetch.js';

const listAnnotations = ({ from, to }: TimeWindow, signal: AbortSignal): Promise<AnnotationsAnswer> =>
  answerTo(api.GET('/api/v2/annotations', { params: { query: { from, to } }, signal }));

const annotationsQuery = (scope: Scope) =>
  queryOptions({
    queryKey: ['annotations', scope.window.from, endInKey(scope)],
    queryFn: ({ signal }) => listAnnotations(scope.window, signal),
    placeholderData: keepPreviousData,
  });

/** Returns the newest annotations in the scope's window, the latest first: one page of the API. */
export const useAnnotations = (scope: Scope) => useQuery(annotationsQuery(scope));

const createAnnotation = (body: AnnotationBody): Promise<AnnotationAnswer> =>
  answerTo(api.POST('/api/v2/annotations', { body }));

/** @param bodyOf turns the argument of `mutate` into the request's body */
export const useCreateAnnotation = <Input>(bodyOf: (input: Input) => AnnotationBody) =>
  useMutation({
    mutationFn: (input: Input) => createAnnotation(bodyOf(input)),
    onSuccess: useRefetch('annotations'),
  });

const withId = (id: string) => ({ params: { path: { id } } });

const changeAnnotation = (id: string, body: AnnotationChangeBody): Promise<AnnotationAnswer> =>
  answerTo(api.PATCH('/api/v2/annotations/{id}', { ...withId(id), body }));

/** @param bodyOf turns the argument of `mutate` into the request's body */
export const useChangeAnnotation = <Input>(id: string, bodyOf: (input: Input) => AnnotationChangeBody) =>
  useMutation({
    mutationFn: (input: Input) => changeAnnotation(id, bodyOf(input)),
    onSettled: useRefetch('annotations'),
  });

const removeAnnotation = (id: string): Promise<undefined> =>
  answerTo(api.DELETE('/api/v2/annotations/{id}', withId(id)));

export const useRemoveAnnotation = () =>
  useMutation({ mutationFn: removeAnnotation, onSettled: useRefetch('annotations') });
