import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

/** Returns the absolute path of a file of the repository. */
export const pathOf = (file) => fileURLToPath(new URL(`../../${file}`, import.meta.url));

/** Returns `text` as `npm run format` would write it into `file`. */
export const formatted = async (file, text) => {
  const filepath = pathOf(file);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
};
