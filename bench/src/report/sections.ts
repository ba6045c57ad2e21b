/**
 * Returns a text in which `content` stands between the marks of a section: `<!-- NAME -->` and `<!-- end of NAME -->`,
 * each on a line of its own. Replaces what was there. A text without these marks gets them at its end.
 */
export const withSection = (text: string, name: string, content: string): string => {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const section = `${begin}\n\n${content.trim()}\n\n${end}`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) return `${text.trimEnd()}${text === '' ? '' : '\n\n'}${section}\n`;
  return text.slice(0, from) + section + text.slice(to + end.length);
};
