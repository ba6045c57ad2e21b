import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/**
 * Returns whether the guide of the first visit is open, and a function that leaves it. The guide opens when nothing is
 * recorded. It stays open when the first session comes, because it may show a key that can't be shown again; from then
 * on, every way to a page leaves it.
 * @param anySession whether any session is recorded; undefined while unknown
 */
export const useGuide = (anySession: boolean | undefined): [open: boolean, leave: () => void] => {
  const router = useRouter();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  if (anySession === false && !open) setOpen(true);
  const received = open && anySession === true;
  useEffect(() => {
    if (!received) return;
    // What was loaded before the first session is wrong now.
    void queryClient.invalidateQueries();
    return router.subscribe('onBeforeNavigate', () => setOpen(false));
  }, [received, queryClient, router]);
  return [open, () => setOpen(false)];
};
