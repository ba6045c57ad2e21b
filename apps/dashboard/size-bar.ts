import { gzipSync } from 'node:zlib';
import type { Plugin, Rollup } from 'vite';

interface SizeBarOptions {
  /** Source modules that the first screens need, relative to the project. */
  modules: string[];
  maxGzipBytes: number;
}

/**
 * Prints the size of the JavaScript that `modules` load, with everything that they import statically. Fails the build
 * when the size exceeds `maxGzipBytes`.
 */
export const sizeBar = ({ modules, maxGzipBytes }: SizeBarOptions): Plugin => ({
  name: 'dwell:size-bar',
  apply: 'build',
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
    const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
    const needed = new Set<Rollup.OutputChunk>();
    const need = (chunk: Rollup.OutputChunk | undefined): void => {
      if (!chunk || needed.has(chunk)) return;
      needed.add(chunk);
      chunk.imports.forEach((file) => need(byFile.get(file)));
    };
    for (const module of modules) {
      const chunk = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(`/${module}`)));
      if (!chunk) this.error(`size bar: ${module} is in no chunk`);
      need(chunk);
    }
    const bytes = [...needed].reduce((sum, { code }) => sum + gzipSync(code).length, 0);
    const size = `${(bytes / 1024).toFixed(1)} KB gzip in ${String(needed.size)} chunks, bar ${String(maxGzipBytes / 1024)} KB`;
    if (bytes > maxGzipBytes) this.error(`first screens: ${size}`);
    this.info(`first screens: ${size}`);
  },
});
