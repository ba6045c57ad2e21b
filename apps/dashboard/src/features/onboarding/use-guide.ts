import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { FirstSigns } from './api/first-signs.js';

/**
 * Returns whether the guide of the first visit is open, and a function that leaves it. The guide opens when nothing is
 * recorded. It stays open when the first session comes, because it may show a key that can't be shown again. From then
 * on, it closes when the user goes to any page.
 * @param signs what the server has recorded so far; undefined while unknown
 */
export const useGuide = (signs: FirstSigns | undefined): [open: boolean, leave: () => void] => {
  const router = useRouter();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  if (signs === 'nothing' && !open) setOpen(true);
  useEffect(() => {
    if (!open || signs === undefined || signs === 'nothing') return;
    // What was loaded before the first session, or before its first keepalive, is wrong now.
    void queryClient.invalidateQueries();
    return router.subscribe('onBeforeNavigate', () => setOpen(false));
  }, [open, signs, queryClient, router]);
  return [open, () => setOpen(false)];
};
