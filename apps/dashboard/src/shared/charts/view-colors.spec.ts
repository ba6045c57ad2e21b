import { describe, expect, it } from '@jest/globals';
import { OTHER_VIEW } from '@dwell/shared';
import fc from 'fast-check';
import { OTHER_COLOR, VIEW_COLORS, viewColor, viewLooks } from './view-colors.js';

const COLORS = VIEW_COLORS.light.length;

const anyView = fc.string({ minLength: 1, unit: 'grapheme' });

describe('the colour of a view', () => {
  it('stays the same: it depends on the name alone', () => {
    expect(['/orders', '/customers', '日本語', ' '].map(viewColor)).toEqual([
      'var(--view-1)',
      'var(--view-12)',
      'var(--view-1)',
      'var(--view-20)',
    ]);
  });

  it('is one of the palette for every name', () => {
    const palette = new Set(VIEW_COLORS.light.map((_, index) => `var(--view-${String(index)})`));
    fc.assert(
      fc.property(anyView, (view) => {
        expect(palette).toContain(viewColor(view));
      }),
    );
  });

  it('is grey only for the view under which a session sums the paths beyond its limit', () => {
    expect(viewColor(OTHER_VIEW)).toBe(OTHER_COLOR);
    expect(viewColor('other')).not.toBe(OTHER_COLOR);
  });

  it('spreads similar names evenly over the palette', () => {
    const uses = new Map<string, number>();
    for (let view = 0; view < COLORS * 100; view++) {
      const color = viewColor(`/page/${String(view)}`);
      uses.set(color, (uses.get(color) ?? 0) + 1);
    }
    expect(uses.size).toBe(COLORS);
    expect(Math.min(...uses.values())).toBeGreaterThan(60);
    expect(Math.max(...uses.values())).toBeLessThan(140);
  });
});

describe('the looks of the views of one chart', () => {
  it('keep each view in its colour, and give up to three views with the same colour different textures', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyView, { maxLength: 12 }), (views) => {
        const looks = viewLooks(views);
        expect(looks.map(({ color }) => color)).toEqual(views.map(viewColor));
        for (const color of new Set(looks.map((look) => look.color))) {
          const textures = looks.filter((look) => look.color === color).map(({ texture }) => texture);
          expect(textures[0]).toBeUndefined();
          expect(new Set(textures).size).toBe(Math.min(textures.length, 3));
        }
      }),
    );
  });
});
