import { useQueryClient } from '@tanstack/react-query';

/**
 * Returns a function that marks the queries whose keys begin with one of `names` as outdated, asks the API again for
 * those in use, and resolves when the answers are there.
 */
export const useRefetch = (...names: readonly string[]): (() => Promise<unknown>) => {
  const queryClient = useQueryClient();
  return () => Promise.all(names.map((name) => queryClient.invalidateQueries({ queryKey: [name] })));
};
