import { useEffect } from 'react';

/** The attribute that holds the colour scheme, `light` or `dark`, for Mantine's styles. */
const COLOR_SCHEME = 'data-mantine-color-scheme';

/** Prints the page in light colours, whatever colours it has on screen: a dark page would take much ink. */
export const useLightPrint = (): void => {
  useEffect(() => {
    const root = document.documentElement;
    const print = window.matchMedia('print');
    let onScreen: string | null = null;
    const change = (): void => {
      if (print.matches) {
        onScreen = root.getAttribute(COLOR_SCHEME);
        root.setAttribute(COLOR_SCHEME, 'light');
      } else if (onScreen !== null) {
        root.setAttribute(COLOR_SCHEME, onScreen);
      }
    };
    print.addEventListener('change', change);
    return () => print.removeEventListener('change', change);
  }, []);
};
