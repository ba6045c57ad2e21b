import { useQueryClient } from '@tanstack/react-query';

/**
 * Returns a function that asks the API again for the queries whose keys begin with one of `names`. It resolves when
 * the answers are there.
 */
export const useRefetch = (...names: readonly string[]): (() => Promise<unknown>) => {
  const queryClient = useQueryClient();
  return () => Promise.all(names.map((name) => queryClient.invalidateQueries({ queryKey: [name] })));
};
