import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

const LINT_IMPORTS = join(__dirname, '../lint-imports.mjs');

const PROJECTS = [
  'apps/api',
  'apps/dashboard',
  'apps/demo',
  'libs/browsing',
  'libs/programs',
  'libs/sessions',
  'libs/shared',
  'libs/simulation',
  'libs/tracker',
];
const PACKAGES = ['@nestjs/common', 'class-validator', 'fast-check', 'fastify', 'kysely', 'react', 'vite'];

/** A small copy of the repository: its projects, empty, and the packages that they might import. */
class ScratchRepository {
  private readonly root = mkdtempSync(join(tmpdir(), 'dwell-imports-'));

  constructor() {
    this.write('package.json', JSON.stringify({ workspaces: ['apps/*', 'libs/*'] }));
    mkdirSync(join(this.root, 'node_modules/@dwell'), { recursive: true });
    for (const project of PROJECTS) {
      const name = project.replace(/^\w+/, '@dwell');
      this.write(`${project}/package.json`, JSON.stringify({ name, exports: './src/index.ts' }));
      this.write(`${project}/src/index.ts`, '');
      symlinkSync(join(this.root, project), join(this.root, 'node_modules', name));
    }
    for (const name of PACKAGES) {
      this.write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
      this.write(`node_modules/${name}/index.js`, '');
    }
  }

  write(file: string, content: string): void {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), content);
  }

  /** Makes `file` import each of `imports`; creates the files that relative imports name. */
  import(file: string, imports: readonly string[]): void {
    this.write(file, imports.map((name) => `import '${name}';\n`).join(''));
    for (const name of imports.filter((each) => each.startsWith('.'))) {
      this.write(normalize(join(dirname(file), name)).replace(/js$/, 'ts'), '');
    }
  }

  lint(): { passes: boolean; output: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, [LINT_IMPORTS, this.root], {
      encoding: 'utf8',
    });
    if (stderr !== '') throw new Error(stderr);
    return { passes: status === 0, output: stdout };
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}

const CASES = [
  {
    file: 'libs/shared/src/some-file.ts',
    forbidden: ['@nestjs/common', '@dwell/sessions', 'node:fs', '../../../apps/api/src/platform/clock.js'],
    allowed: ['./contract/path.js'],
  },
  {
    file: 'libs/shared/src/some-file.spec.ts',
    forbidden: ['@nestjs/common', '@dwell/sessions'],
    allowed: ['fast-check', './testing/examples.js'],
  },
  {
    file: 'libs/sessions/src/some-file.ts',
    forbidden: ['@nestjs/common', 'fastify', '../../../apps/api/src/platform/clock.js', './testing/suite.js'],
    allowed: ['node:crypto'],
  },
  {
    file: 'libs/tracker/src/some-file.ts',
    forbidden: ['vite', '@dwell/browsing', '../../sessions/src/index.js'],
    allowed: ['@dwell/shared', './backoff.js'],
  },
  {
    file: 'libs/tracker/vite.config.ts',
    forbidden: ['@dwell/browsing'],
    allowed: ['vite'],
  },
  {
    file: 'apps/demo/src/some-file.ts',
    forbidden: ['../../api/src/server.js', '../../dashboard/src/main.js'],
    allowed: ['@dwell/api', '@dwell/programs', '@dwell/simulation'],
  },
  {
    file: 'bench/src/some-file.ts',
    forbidden: ['@dwell/api', '../../apps/e2e/src/faults/hammer.js'],
    allowed: ['@dwell/programs', '@dwell/browsing'],
  },
  {
    file: 'bench/src/queries/data/some-file.ts',
    forbidden: ['../../../../apps/api/src/server.js', '../../../../apps/e2e/src/faults/hammer.js'],
    allowed: ['@dwell/api', '@dwell/programs'],
  },
  {
    file: 'apps/api/src/history/some-file.ts',
    forbidden: [
      '../../../dashboard/src/main.js',
      '@dwell/simulation',
      '@dwell/browsing',
      '@dwell/programs',
      '../../../../libs/shared/src/units.js',
      '../statistics/windows.js',
      '../server.js',
      '../testing/test-server.js',
      '../store/sqlite/session-store.js',
    ],
    allowed: [
      '@dwell/shared',
      '@dwell/sessions',
      '@nestjs/common',
      './cursor.js',
      '../auth/guard/access.js',
      '../http/validation.js',
      '../store/ports/session-store.js',
      '../platform/clock.js',
    ],
  },
  {
    file: 'apps/api/src/commands/some-file.ts',
    forbidden: ['../store/sqlite/open-sqlite.js', '../store/mongo/connection/url.js'],
    allowed: ['../store/open-database.js'],
  },
  {
    file: 'apps/api/src/history/some-file.spec.ts',
    forbidden: ['@dwell/simulation'],
    allowed: ['../testing/test-server.js', '../server.js', '../statistics/windows.js'],
  },
  {
    file: 'apps/api/src/auth/guard/some-file.ts',
    forbidden: ['../../recording/recorder.js', '../../app.module.js'],
    allowed: ['../../http/origins.js', '../../store/ports/account-store.js', '../../platform/clock.js'],
  },
  {
    file: 'apps/api/src/http/some-file.ts',
    forbidden: ['../auth/guard/caller.js', '../sessman/sessman-http.js'],
    allowed: ['../store/ports/errors.js', '../platform/clock.js'],
  },
  {
    file: 'apps/api/src/store/mongo/some-file.ts',
    forbidden: ['../../http/origins.js', '../../recording/recorder.js', '../sqlite/session-store.js'],
    allowed: ['../ports/session-store.js', '../../platform/clock.js'],
  },
  {
    file: 'apps/api/src/platform/some-file.ts',
    forbidden: ['../store/ports/errors.js', '../sessman/sessman.service.js'],
    allowed: ['@dwell/shared', './settings/settings.js'],
  },
  {
    file: 'apps/dashboard/src/features/sessions/components/some-file.ts',
    forbidden: [
      'class-validator',
      '@nestjs/common',
      'kysely',
      '@dwell/sessions',
      '../../../../../api/src/platform/clock.js',
      '../../people/api/people.js',
      '../../../app/router.js',
    ],
    allowed: ['@dwell/shared', 'react', '../api/sessions.js', '../../../shared/ui/Panel.js'],
  },
  {
    file: 'apps/dashboard/src/shared/ui/some-file.ts',
    forbidden: ['../../features/people/api/people.js', '../../app/router.js'],
    allowed: ['./Panel.js', '../format/duration.js'],
  },
];

/** Returns the file that `file` gets when it imports `name`; for a package or Node module, a matcher of the name. */
const resolveImport = (file: string, name: string): unknown => {
  if (name.startsWith('.')) return normalize(join(dirname(file), name)).replace(/js$/, 'ts');
  const project = PROJECTS.find((each) => name === each.replace(/^\w+/, '@dwell'));
  return project === undefined
    ? expect.stringContaining(name.replace(/^node:/, ''))
    : `${project}/src/index.ts`;
};

describe('npm run lint:imports', () => {
  let repository: ScratchRepository;
  beforeEach(() => {
    repository = new ScratchRepository();
  });
  afterEach(() => {
    repository.remove();
  });

  it('passes all imports that go from a layer to a lower one', () => {
    for (const { file, allowed } of CASES) repository.import(file, allowed);
    const { passes, output } = repository.lint();
    expect(output).not.toContain('imports');
    expect(output).toContain('apps/api: no cycles between folders');
    expect(passes).toBe(true);
  });

  describe('fails', () => {
    let reported: { from?: string; to?: string }[];
    beforeAll(() => {
      const broken = new ScratchRepository();
      for (const { file, allowed, forbidden } of CASES) broken.import(file, [...allowed, ...forbidden]);
      const { passes, output } = broken.lint();
      broken.remove();
      expect(passes).toBe(false);
      reported = [...output.matchAll(/^(\S+) imports (\S+)$/gm)].map(([, from, to]) => ({ from, to }));
    });

    it.each(CASES)('where $file imports $forbidden, but not for $allowed', ({ file, forbidden, allowed }) => {
      const reportOf = (name: string) => ({ from: file, to: resolveImport(file, name) });
      for (const name of forbidden) expect(reported).toContainEqual(reportOf(name));
      for (const name of allowed) expect(reported).not.toContainEqual(reportOf(name));
    });
  });

  it('reports files that import each other, even when one of them imports only types', () => {
    repository.write('libs/shared/src/a.ts', `import { b } from './b.js';\nexport type A = typeof b;\n`);
    repository.write('libs/shared/src/b.ts', `import type { A } from './a.js';\nexport const b = {} as A;\n`);
    const { passes, output } = repository.lint();
    expect(output).toMatch(/^libs\/shared\/src\/[ab]\.ts imports .*\n {2}no-cycle/m);
    expect(passes).toBe(false);
  });

  it('reports folders that import each other through different files', () => {
    repository.write('libs/shared/src/one/a.ts', `import '../two/b.js';\n`);
    repository.write('libs/shared/src/two/b.ts', '');
    repository.write('libs/shared/src/two/deep/c.ts', `import '../../one/deep/d.js';\n`);
    repository.write('libs/shared/src/one/deep/d.ts', '');
    const { passes, output } = repository.lint();
    expect(output).toContain(
      [
        'libs/shared: cycles between folders',
        '  in libs/shared/src:',
        '    libs/shared/src/one/a.ts → libs/shared/src/two/b.ts',
        '    libs/shared/src/two/deep/c.ts → libs/shared/src/one/deep/d.ts',
      ].join('\n'),
    );
    expect(output).toContain('apps/api: no cycles between folders');
    expect(passes).toBe(false);
  });

  it('accepts folders that import each other when one of the imports is in a spec', () => {
    repository.write('libs/shared/src/one/a.ts', `import '../two/b.js';\n`);
    repository.write('libs/shared/src/two/b.ts', '');
    repository.write('libs/shared/src/two/b.spec.ts', `import '../one/a.js';\n`);
    expect(repository.lint().passes).toBe(true);
  });
});
