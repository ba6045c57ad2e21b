import { plainName } from '../format/names.js';
import { messages } from '../messages/messages.js';
import type { LegendProps } from './Legend.js';

/** What is written into the picture of a chart around its drawing. */
export interface PictureText {
  readonly title: string;
  /** The time and the filters of the figures, in words. */
  readonly subtitle: string;
  readonly legend: LegendProps | undefined;
}

const SVG = 'http://www.w3.org/2000/svg';

/** Sizes in pixels. */
const MARGIN = 20;
const HEAD = 56;
const LEGEND_LINE = 22;
const SWATCH = 10;
const LEGEND_GAP = 18;

const FONT = "Inter, system-ui, 'Segoe UI', Roboto, sans-serif";

/**
 * Style properties that decide how a shape looks. Their values are copied, because a saved picture has no style sheet.
 */
const STYLES = [
  ...['fill', 'fill-opacity', 'stroke', 'stroke-opacity', 'stroke-width', 'stroke-dasharray'],
  ...['opacity', 'paint-order', 'font-size', 'font-weight', 'text-anchor', 'visibility'],
];

/** Attributes that have a meaning only on the page. */
const PAGE_ATTRIBUTES = /^(?:class|style|tabindex|role|aria-|data-)/;

type Attributes = Readonly<Record<string, string | number>>;

const element = (name: string, attributes: Attributes, text = ''): SVGElement => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.textContent = text;
  return made;
};

/** Copies a drawing, with the colours and sizes that it has on the page now. */
const copyOf = (drawing: SVGSVGElement): SVGSVGElement => {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = [drawing, ...drawing.querySelectorAll('*')];
  [copy, ...copy.querySelectorAll('*')].forEach((node, index) => {
    const original = originals[index];
    if (!original) return;
    const style = getComputedStyle(original);
    for (const { name } of [...node.attributes]) if (PAGE_ATTRIBUTES.test(name)) node.removeAttribute(name);
    if (!(original instanceof SVGGraphicsElement)) return;
    for (const property of STYLES) node.setAttribute(property, style.getPropertyValue(property));
  });
  return copy;
};

/** Returns the computed value of a CSS colour, such as `var(--surface)`, inside `place`. */
const colorOf = (css: string, place: Element): string => {
  const probe = document.createElement('span');
  probe.style.color = css;
  place.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
};

const measureText = (text: string, font: string): number => {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return text.length * 7;
  context.font = font;
  return context.measureText(text).width;
};

/** The colours that a picture is drawn in. */
interface PictureColors {
  /** Returns the computed value of a CSS colour at the place of the drawing. */
  readonly of: (css: string) => string;
  readonly text: string;
  readonly surface: string;
}

/** Returns the shapes of a legend, and its height. */
const drawLegend = (
  { items, rest, dashed, hatched = '' }: LegendProps,
  width: number,
  colors: PictureColors,
): { shapes: SVGElement[]; height: number } => {
  const shapes: SVGElement[] = [];
  const hatch = hatched === '' ? [] : [{ label: hatched, color: colors.text, texture: 'hatch' as const }];
  const words = [rest, dashed && messages.charts.dashed(dashed)].filter((text) => text !== undefined);
  const entries = [...items, ...hatch, ...words.map((label) => ({ label, color: undefined }))];
  let [x, line] = [MARGIN, 0];
  for (const { label: name, color, ...look } of entries) {
    const label = plainName(name);
    const swatch = color === undefined ? 0 : SWATCH + 6;
    const length = swatch + measureText(label, `12px ${FONT}`);
    if (x > MARGIN && x + length > width - MARGIN) [x, line] = [MARGIN, line + 1];
    const y = line * LEGEND_LINE;
    if (color !== undefined) {
      shapes.push(
        element('rect', { x, y, width: SWATCH, height: SWATCH, rx: 3, fill: colors.of(color) }),
        ...textureOf('texture' in look ? look.texture : undefined, x, y, colors.surface),
      );
    }
    shapes.push(element('text', { x: x + swatch, y: y + 9, 'font-size': 12, fill: colors.text }, label));
    x += length + LEGEND_GAP;
  }
  return { shapes, height: entries.length === 0 ? 0 : (line + 1) * LEGEND_LINE };
};

const textureOf = (texture: string | undefined, x: number, y: number, surface: string): SVGElement[] => {
  switch (texture) {
    case 'lines':
      return [1, 5].map((at) => element('rect', { x, y: y + at, width: SWATCH, height: 1.5, fill: surface }));
    case 'dots':
      return [2.5, 7.5].map((at) => element('circle', { cx: x + at, cy: y + at, r: 1.3, fill: surface }));
    case 'hatch':
      return [
        element('path', {
          d: `M${x} ${y + 6}l6 -6M${x + 4} ${y + 10}l6 -6`,
          stroke: surface,
          'stroke-width': 2,
        }),
      ];
    case undefined:
    default:
      return [];
  }
};

/**
 * Returns a chart as an SVG file that stands alone: the drawing in the page's colours, with its title, its time and its
 * legend.
 */
export const chartSvg = (drawing: SVGSVGElement, { title, subtitle, legend }: PictureText): string => {
  const { width: drawn, height } = drawing.getBoundingClientRect();
  const width = Math.max(drawn + 2 * MARGIN, 320);
  const place = drawing.parentElement ?? document.body;
  const of = (css: string): string => colorOf(css, place);
  const dimmed = of('var(--mantine-color-dimmed)');
  const colors = { of, text: of('var(--mantine-color-text)'), surface: of('var(--surface)') };
  const entries = legend ? drawLegend(legend, width, colors) : { shapes: [], height: 0 };
  const whole = HEAD + MARGIN + height + 12 + entries.height + MARGIN / 2;
  const picture = element('svg', {
    xmlns: SVG,
    width,
    height: whole,
    viewBox: `0 0 ${String(width)} ${String(whole)}`,
    'font-family': FONT,
  });
  const copy = copyOf(drawing);
  for (const [name, value] of Object.entries({ x: MARGIN, y: HEAD + 8, width: drawn, height })) {
    copy.setAttribute(name, String(value));
  }
  const below = element('g', { transform: `translate(0 ${String(HEAD + 8 + height + 12)})` });
  below.append(...entries.shapes);
  picture.append(
    element('rect', { width: '100%', height: '100%', fill: colors.surface }),
    element('text', { x: MARGIN, y: 28, 'font-size': 15, 'font-weight': 600, fill: colors.text }, title),
    element('text', { x: MARGIN, y: 47, 'font-size': 12, fill: dimmed }, subtitle),
    copy,
    below,
  );
  return new XMLSerializer().serializeToString(picture);
};

/** The width and height of a pixel of the page in the PNG, in pixels. More than 1, so that print is sharp. */
const PNG_SCALE = 2;

/** Resolves to an SVG picture as a PNG file. */
export const toPng = async (svg: string): Promise<Blob> => {
  const image = new Image();
  // The page's content security policy allows pictures of data: URLs, not of blob: URLs.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * PNG_SCALE;
  canvas.height = image.naturalHeight * PNG_SCALE;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The browser draws no PNG'))),
      'image/png',
    );
  });
};
