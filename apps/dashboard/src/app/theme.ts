import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { HEAT_COLORS } from '../shared/charts/heat-scale.js';
import { VIEW_COLORS } from '../shared/charts/view-colors.js';
import { messages } from '../shared/messages/messages.js';

/**
 * The palettes of Mantine's components: `lagoon` is the accent, `ink` the greys of the dark scheme. The colours of
 * views are in {@link VIEW_COLORS}, those of heatmaps in {@link HEAT_COLORS}.
 */

const lagoon: MantineColorsTuple = [
  '#edf7f7',
  '#d9ecec',
  '#b1d8d9',
  '#86c3c6',
  '#62b1b5',
  '#4ba5aa',
  '#37929a',
  '#287f87',
  '#1d6f76',
  '#0d5b62',
];

const ink: MantineColorsTuple = [
  '#e3e5e8',
  '#b9bdc4',
  '#979ca5',
  '#6d737d',
  '#3b4048',
  '#2d3138',
  '#22262c',
  '#181b20',
  '#121418',
  '#0d0f12',
];

/** Where menus and tooltips are in the document: at the end of the page's main landmark. */
const IN_MAIN = { target: '#content' };

export const theme = createTheme({
  primaryColor: 'lagoon',
  primaryShade: { light: 8, dark: 7 },
  colors: { lagoon, dark: ink },
  fontFamily: "'Inter Variable', ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace:
    "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '10px', xl: '16px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  // Plain objects, because `Component.extend` would load every component named here before the first screen.
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.35 },
        closeButtonProps: { 'aria-label': messages.actions.close },
        // The header of a dialog is not the header of the page.
        attributes: { header: { role: 'presentation' } },
      },
      styles: { header: { background: 'transparent' }, title: { fontWeight: 600 } },
    },
    // Focuses the first item. Mantine would focus an invisible placeholder, which screen readers read out.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, portalProps: IN_MAIN } },
    Paper: { defaultProps: { withBorder: true, radius: 'lg', bg: 'var(--surface)' } },
    // In a portal, the list would be outside the page's landmarks. Without Mantine's scroll area, the list itself
    // scrolls; the arrow keys in the field scroll it.
    ...Object.fromEntries(
      ['Select', 'MultiSelect', 'Autocomplete'].map((name) => [
        name,
        {
          defaultProps: { withScrollArea: false, comboboxProps: { withinPortal: false } },
          styles: { options: { maxHeight: 220, overflowY: 'auto' } },
        },
      ]),
    ),
    Table: { defaultProps: { verticalSpacing: 7, horizontalSpacing: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 250, portalProps: IN_MAIN } },
  },
});

/** Returns a CSS variable for each colour of a palette: `--view-0`, `--view-1` … */
const paletteVariables = (name: string, colors: readonly string[]): Record<string, string> =>
  Object.fromEntries(colors.map((color, index) => [`--${name}-${String(index)}`, color]));

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...paletteVariables('view', VIEW_COLORS.light),
    ...paletteVariables('heat', HEAT_COLORS.light),
    '--view-other': '#8a8a83',
    '--mantine-color-body': '#f8f8f6',
    '--mantine-color-text': '#1c1e21',
    '--mantine-color-dimmed': '#62666d',
    '--mantine-color-default-border': '#e2e2dd',
    '--surface': '#ffffff',
    '--surface-sunken': '#f1f1ed',
    '--hairline': '#e6e6e1',
    '--good': '#2b7a3f',
    '--live': '#2f9e5b',
    '--hidden-time': '#84847d',
    '--gap-time': '#383835',
    '--mantine-color-placeholder': '#767a81',
    '--mantine-color-red-6': '#c92a2a',
  },
  dark: {
    ...paletteVariables('view', VIEW_COLORS.dark),
    ...paletteVariables('heat', HEAT_COLORS.dark),
    '--view-other': '#7b818a',
    '--mantine-color-body': '#15181c',
    '--mantine-color-text': '#e3e5e8',
    '--mantine-color-dimmed': '#9aa0a9',
    '--mantine-color-default-border': '#30353c',
    '--surface': '#1c2025',
    '--surface-sunken': '#22262c',
    '--hairline': '#2a2e35',
    '--good': '#6cc287',
    '--live': '#52c47f',
    '--hidden-time': '#6f7680',
    '--gap-time': '#d3d6da',
    '--mantine-color-placeholder': '#868c96',
    '--mantine-color-red-filled': '#d32f2f',
  },
});
