import { useEffect, useState } from 'react';

/**
 * Gives the focus back, when the component goes, to the element that had it before the component came. Mantine's Modal
 * does this only for a dialog that stays in the tree while it is closed.
 */
export const useReturnFocus = (): void => {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
};
