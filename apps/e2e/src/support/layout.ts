import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

/**
 * Returns the texts and controls that a user can't see whole: those that reach outside the viewport, outside the panel
 * or the table's cell around them, or, for controls, outside an element that cuts them off; and the chosen values that
 * don't fit into their boxes. What an element scrolls sideways is left out, because the user can scroll there.
 */
const findMisplaced = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const TOLERANCE_PX = 1.5;
    // A tooltip counts as a panel, because it floats over its surroundings. A tooltip is open where the last click has
    // left the mouse over a name that is cut.
    const PANELS =
      'section, header, main, figure, [role="dialog"], [role="listbox"], [role="menu"], [role="tooltip"]';
    const CONTROLS =
      'a, button, input, select, textarea, [role="button"], [role="option"], [role="menuitem"]';
    interface Span {
      left: number;
      right: number;
    }

    const describe = (element: Element): string => {
      const text = (element.textContent || element.getAttribute('aria-label') || '').slice(0, 30);
      return `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> ${JSON.stringify(text)}`;
    };
    const isHiddenFromSight = (element: Element): boolean =>
      !element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const isTiny = ({ width, height }: DOMRect): boolean => width <= 1 || height <= 1;

    /**
     * Returns the part of `span` that `inner` and the elements around it leave visible; undefined if they hide all of
     * it.
     */
    const visiblePart = (inner: Element | null, span: Span): Span | undefined => {
      let { left, right } = span;
      for (let around = inner; around; around = around.parentElement) {
        const { overflowX, position } = getComputedStyle(around);
        if (overflowX !== 'visible' && around !== document.documentElement && around !== document.body) {
          const box = around.getBoundingClientRect();
          if (isTiny(box)) return undefined;
          left = Math.max(left, box.left);
          right = Math.min(right, box.right);
        }
        if (position === 'fixed') break;
      }
      return right - left > TOLERANCE_PX ? { left, right } : undefined;
    };

    const problems: string[] = [];
    const check = (element: Element, rect: DOMRect, clippedBy: Element | null): void => {
      if (isTiny(rect) || rect.bottom < 0) return;
      const part = visiblePart(clippedBy, rect);
      if (!part) return;
      if (part.left < -TOLERANCE_PX || part.right > innerWidth + TOLERANCE_PX) {
        problems.push(
          `outside the viewport, ${part.left.toFixed()}–${part.right.toFixed()}: ${describe(element)}`,
        );
        return;
      }
      for (const [around, name] of [
        [element.parentElement?.closest(PANELS), 'panel'],
        [element.closest('th, td, [role="tooltip"]'), 'cell'],
      ] as const) {
        const box = around?.getBoundingClientRect();
        if (box && (part.left < box.left - TOLERANCE_PX || part.right > box.right + TOLERANCE_PX)) {
          const [left, right] = [part.left.toFixed(), part.right.toFixed()];
          problems.push(`outside its ${name}, ${left}–${right}: ${describe(element)}`);
        }
      }
    };

    const scrolls = (element: Element): boolean => {
      for (let around = element.parentElement; around; around = around.parentElement) {
        if (/auto|scroll/.test(getComputedStyle(around).overflowX) && around.scrollWidth > around.clientWidth)
          return true;
      }
      return false;
    };

    for (const control of document.querySelectorAll(CONTROLS)) {
      const rect = control.getBoundingClientRect();
      if (isHiddenFromSight(control) || isTiny(rect)) continue;
      check(control, rect, control.parentElement);
      const part = visiblePart(control.parentElement, rect);
      const cut = part && (part.left > rect.left + TOLERANCE_PX || part.right < rect.right - TOLERANCE_PX);
      if (cut && !scrolls(control)) problems.push(`cut off: ${describe(control)}`);
    }
    // A value that the user types may be longer than its box, because the user can move through it. The box of a list
    // to choose from is readonly, so its value must fit.
    for (const box of document.querySelectorAll<HTMLInputElement>('input[readonly]')) {
      if (!isHiddenFromSight(box) && box.scrollWidth > box.clientWidth + TOLERANCE_PX)
        problems.push(`cut off: ${JSON.stringify(box.value)}`);
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const element = text.parentElement;
      if (!element || !text.textContent?.trim() || isHiddenFromSight(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const rect of range.getClientRects()) check(element, rect, element);
    }
    return [...new Set(problems)];
  });

interface Overflow {
  where: string;
  scrollWidth: number;
  misplaced: string[];
}

/** Asserts that the page does not scroll sideways, and that each text and control lies in its panel. */
export const expectFits = async (page: Page, where: string): Promise<void> => {
  const { width, scrollWidth } = await page.evaluate(() => ({
    width: innerWidth,
    scrollWidth: document.documentElement.scrollWidth,
  }));
  const overflow: Overflow = { where, scrollWidth, misplaced: await findMisplaced(page) };
  expect(overflow).toEqual({ where, scrollWidth: Math.min(scrollWidth, width), misplaced: [] });
};
