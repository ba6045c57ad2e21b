import type { Look } from './view-colors.js';

/** Size of a texture's tile, in pixels. */
const TILE = 5;

const patternId = (prefix: string, { color, texture }: Look): string =>
  `${prefix}-${texture ?? 'plain'}-${color.replaceAll(/\W/g, '')}`;

/**
 * Returns the fill of an SVG shape with this look. A texture needs {@link Textures} with the same `prefix` in the SVG.
 */
export const fillOf = (prefix: string, look: Look): string =>
  look.texture ? `url(#${patternId(prefix, look)})` : look.color;

/** Distance between the lines of a hatched shape, in pixels. */
const HATCH = 6;

/** Returns the fill of a shape that hatches the shape below it. It needs {@link Textures} with the same `prefix`. */
export const hatchFill = (prefix: string): string => `url(#${prefix}-hatch)`;

interface TexturesProps {
  /** Makes the ids of the patterns unique in the document. */
  prefix: string;
  looks: readonly Look[];
}

/** The patterns that {@link fillOf} and {@link hatchFill} refer to, for an SVG. */
export const Textures = ({ prefix, looks }: TexturesProps) => (
  <defs>
    {[...new Map(looks.map((look) => [patternId(prefix, look), look]))].map(
      ([id, { color, texture }]) =>
        texture && (
          <pattern key={id} id={id} width={TILE} height={TILE} patternUnits="userSpaceOnUse">
            <rect width={TILE} height={TILE} style={{ fill: color }} />
            {texture === 'lines' ? (
              <rect width={TILE} height={1.5} style={{ fill: 'var(--surface)' }} />
            ) : (
              <circle cx={TILE / 2} cy={TILE / 2} r={1.2} style={{ fill: 'var(--surface)' }} />
            )}
          </pattern>
        ),
    )}
    <pattern
      id={`${prefix}-hatch`}
      width={HATCH}
      height={HATCH}
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect width={HATCH / 2} height={HATCH} style={{ fill: 'var(--surface)' }} fillOpacity={0.75} />
    </pattern>
  </defs>
);
