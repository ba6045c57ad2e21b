import { useEffect } from 'react';

/** The attribute by which Mantine's styles choose the colours of a light or a dark page. */
const COLOR_SCHEME = 'data-mantine-color-scheme';

/** Prints the page in light colours, whatever colours it has on screen: a dark page would take much ink. */
export const useLightPrint = (): void => {
  useEffect(() => {
    const root = document.documentElement;
    let onScreen: string | null = null;
    const lighten = (): void => {
      onScreen ??= root.getAttribute(COLOR_SCHEME);
      root.setAttribute(COLOR_SCHEME, 'light');
    };
    const restore = (): void => {
      if (onScreen !== null) root.setAttribute(COLOR_SCHEME, onScreen);
      onScreen = null;
    };
    // The two events come when the page is printed. The media query also changes when a tool shows the page as on
    // paper.
    const print = window.matchMedia('print');
    const change = (): void => (print.matches ? lighten() : restore());
    window.addEventListener('beforeprint', lighten);
    window.addEventListener('afterprint', restore);
    print.addEventListener('change', change);
    return () => {
      window.removeEventListener('beforeprint', lighten);
      window.removeEventListener('afterprint', restore);
      print.removeEventListener('change', change);
      restore();
    };
  }, []);
};
