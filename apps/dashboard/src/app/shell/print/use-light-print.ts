import { useEffect } from 'react';

/** The attribute by which Mantine's styles choose the colours of a light or a dark page. */
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
