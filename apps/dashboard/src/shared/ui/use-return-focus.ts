import { useEffect, useState } from 'react';

/**
 * When the component is removed, gives the focus back to the element that had it before. Mantine's Modal does this only
 * for a dialog that stays in the tree while it is closed.
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
