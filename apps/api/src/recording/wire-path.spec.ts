import { describe, expect, it } from '@jest/globals';
import { pathErrors, toPath } from './wire-path.js';

describe("a path's string form", () => {
  it.each([
    ['[/view/V,view-tab_T]', ['/view/V', 'view-tab_T']],
    ['[/exploitation/pbehaviors]', ['/exploitation/pbehaviors']],
    ['/view/V,tab', ['/view/V', 'tab']],
    ['[a,b,c]', ['a', 'b,c']],
    ['[a[0],b]', ['a[0]', 'b']],
    ['[line\nbreak,b]', ['line\nbreak', 'b']],
  ])('%j is %j', (text, path) => {
    expect(pathErrors(text)).toEqual([]);
    expect(toPath(text)).toEqual(path);
  });

  it.each(['', '[]', '[,]', '[a,]', ',b'])('%j has an empty part and is none', (text) => {
    expect(pathErrors(text)).not.toEqual([]);
  });
});
