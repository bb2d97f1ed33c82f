// What the linter holds. The arrows of lib/ are one table here; each folder's override is made from it.
import { defineConfig } from 'oxlint';

/** What each module may import besides core. Layers are groups of modules; arrows point down. */
const LAYERS = [
  ['env'],
  ['access'],
  ['db', 'jobs'],
  ['events'],
  ['identity'],
  ['practices'],
  ['contacts', 'runbooks'],
  ['incidents'],
  ['paper', 'notifications', 'binder'],
  ['readiness', 'archive'],
];
const below = (layer: number) => LAYERS.slice(0, layer).flat();
const MAY_IMPORT: Record<string, string[]> = {
  core: [],
  print: [],
  pictures: [],
  access: [],
  ...Object.fromEntries(
    LAYERS.flatMap((modules, layer) => (layer < 2 ? [] : modules.map((module) => [module, below(layer)]))),
  ),
  // pg-boss sends and works over the pools that db keeps; nothing leads back.
  jobs: [...below(2), 'db'],
  incidents: [...below(7), 'pictures'],
  paper: [...below(8), 'print'],
  binder: [...below(8), 'print'],
  readiness: [...below(9), 'print'],
  archive: [...below(9), 'print'],
  web: below(6),
  live: [...below(9), 'pictures'],
};

interface Pattern {
  group?: string[];
  regex?: string;
  allowTypeImports?: boolean;
  message: string;
}

const ABOVE: Pattern = {
  group: ['app', 'phone', 'components', 'e2e', 'scripts', 'prisma'].map((folder) => `@/${folder}/**`),
  message: 'lib knows nothing of what stands on it.',
};
const ANY_LIB = ['@/lib/*', '@/lib/*/**'];
const REACT: Pattern = {
  group: ['react', 'react/**', 'react-dom', 'react-dom/**', '@react-email/**'],
  message: 'React is allowed in lib/notifications/mail only.',
};
const NEXT: Pattern = {
  group: ['next', 'next/**'],
  message: 'In lib, only lib/web knows Next.',
};
const PRISMA: Pattern = {
  group: ['@prisma/**', '**/db/generated', '**/db/generated/**'],
  message: 'The generated client is for lib/db; go through its doors.',
};
const TESTING: Pattern = {
  regex: '^@/lib/testing(/|$)',
  message: 'Only tests use lib/testing.',
};
const BROWSER: Pattern[] = [
  {
    group: [
      ...ANY_LIB,
      '!@/lib/core',
      '!@/lib/core/*',
      '!@/lib/*/rules',
      '!@/lib/*/schema',
      '!@/lib/*/words/*',
    ],
    message: 'A browser gets lib/core, rules, and the types of schema.',
  },
  {
    regex: '^@/lib/[a-z]+/schema$',
    allowTypeImports: true,
    message: 'A browser gets the types of schema only: zod is heavy.',
  },
  { group: ['zod', 'zod/**', 'pg', 'pg-boss'], message: 'Not in a browser.' },
  NEXT,
  PRISMA,
];

const PHONE_LIB = 'The phone gets lib/offline, lib/core, rules, and the types of schema.';

const doorsOf = (module: string) =>
  module === 'core'
    ? ['!@/lib/core', '!@/lib/core/*']
    : [`!@/lib/${module}`, `!@/lib/${module}/schema`, `!@/lib/${module}/rules`];

function arrows(module: string): Pattern {
  const allowed = ['core', ...(MAY_IMPORT[module] ?? [])].filter((name) => name !== module);
  return {
    group: [...ANY_LIB, ...allowed.flatMap(doorsOf)],
    message: `lib/${module} may import ${allowed.join(', ')}: their index, schema or rules, nothing else.`,
  };
}

const staysInside = (up: string): Pattern => ({
  regex: `^${up}`,
  message: 'Another module is imported by its name, @/lib/…',
});

/** In oxlint an exception (`!`) outdoes every other group and whatever comes after it: a `regex` goes first. */
function restrict(patterns: Pattern[]): { 'no-restricted-imports': ['error', { patterns: Pattern[] }] } {
  const ordered = patterns.toSorted((a, b) => Number(b.regex !== undefined) - Number(a.regex !== undefined));
  return { 'no-restricted-imports': ['error', { patterns: ordered }] };
}

function ofModule(module: string) {
  const outside = [
    ABOVE,
    ...(module === 'web' ? [] : [NEXT]),
    ...(module === 'db' ? [] : [PRISMA]),
    ...(module === 'web' ? [] : [REACT]),
  ];
  const inside = [arrows(module), ...outside];
  const tested = arrows(module);
  // A test may build its world with lib/testing, and looks into its own module only.
  const forTests = { ...tested, group: [...(tested.group ?? []), '!@/lib/testing', '!@/lib/testing/**'] };
  return [
    { files: [`lib/${module}/*.{ts,tsx}`], rules: restrict([...inside, staysInside('\\.\\./')]) },
    { files: [`lib/${module}/*/**/*.{ts,tsx}`], rules: restrict([...inside, staysInside('\\.\\./\\.\\./')]) },
    {
      files: [`lib/${module}/**/*.test.{ts,tsx}`, `lib/${module}/support.ts`],
      rules: restrict([forTests, ...outside, staysInside('\\.\\./\\.\\./')]),
    },
  ];
}

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'node', 'promise', 'react', 'jsx-a11y', 'vitest'],
  categories: { correctness: 'error' },
  options: { typeAware: true, reportUnusedDisableDirectives: 'error', denyWarnings: true },
  ignorePatterns: ['node_modules', 'lib/db/generated', 'phone/dist', '.next', '.data', 'next-env.d.ts'],
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': ['error', { checksVoidReturn: false }],
    'typescript/ban-ts-comment': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    // Plain objects of functions are how modules, signals and adapters are written here.
    'typescript/unbound-method': 'off',
    'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
    'import/no-cycle': 'error',
    'node/no-process-env': 'error',
    'no-warning-comments': 'error',
    'max-lines': ['error', { max: 350 }],
    'no-console': 'error',
    eqeqeq: 'error',
    // Helpers assert too, and a property test's cases branch.
    'vitest/expect-expect': 'off',
    'vitest/no-conditional-expect': 'off',
    // Axe looks at the real pages; these two guess.
    'jsx-a11y/control-has-associated-label': 'off',
    'jsx-a11y/prefer-tag-over-role': 'off',
    // What scrolls must be reachable by keyboard.
    'jsx-a11y/no-noninteractive-tabindex': ['error', { roles: ['tabpanel', 'region'], tags: [] }],
    // Preact's signals and refs are written to on purpose.
    'react/immutability': 'off',
    // Playwright's fixtures take an empty pattern.
    'no-empty-pattern': 'off',
  },
  overrides: [
    {
      files: [
        'lib/env.ts',
        'lib/testing/**',
        'scripts/**',
        'prisma/**',
        'e2e/**',
        '*.config.*',
        'phone/build.ts',
      ],
      rules: { 'node/no-process-env': 'off', 'no-console': 'off' },
    },
    // Before there is a log, a start that fails speaks to the terminal.
    { files: ['server.ts', 'worker.ts'], rules: { 'no-console': 'off' } },
    ...Object.keys(MAY_IMPORT).flatMap(ofModule),
    {
      files: ['lib/notifications/mail/**/*.tsx'],
      rules: restrict([arrows('notifications'), ABOVE, NEXT, PRISMA, staysInside('\\.\\./\\.\\./')]),
    },
    {
      // Pure on both sides: what decides on the server predicts on the phone.
      files: ['lib/*/rules.ts', 'lib/offline/**/*.ts', 'lib/runbooks/{draft,draft-edits}.ts'],
      rules: restrict([...BROWSER, ABOVE, REACT, TESTING, staysInside('\\.\\./')]),
    },
    {
      files: ['components/**/*.{ts,tsx}'],
      rules: restrict([
        ...BROWSER.slice(0, 1).map((pattern) => ({ ...pattern, allowTypeImports: true })),
        ...BROWSER.slice(1, 3),
        { group: ['@/phone/**', '@/app/**'], message: 'Components stand below pages.' },
        PRISMA,
      ]),
    },
    {
      files: ['phone/**/*.{ts,tsx}'],
      rules: restrict([
        { ...BROWSER[0], group: [...(BROWSER[0]?.group ?? []), '!@/lib/offline'], message: PHONE_LIB },
        ...BROWSER.slice(1),
        { group: ['react', 'react/**', 'react-dom', 'react-dom/**'], message: 'The phone is Preact.' },
        { group: ['@/app/**', '@/components/**'], message: 'The phone shares tokens.css, not components.' },
      ]),
    },
    {
      files: ['app/**/*.{ts,tsx}', 'proxy.ts'],
      rules: restrict([
        {
          group: [
            ...ANY_LIB,
            '!@/lib/*',
            '!@/lib/*/schema',
            '!@/lib/*/rules',
            '!@/lib/core/*',
            // The shared document: the editor changes it in the browser as the server does.
            '!@/lib/runbooks/draft',
          ],
          message: 'A page imports a module by its index, schema or rules.',
        },
        { regex: '^@/lib/(offline|live)(/|$)', message: 'That is the phone’s.' },
        { group: ['@/phone/**'], message: 'app and phone share tokens.css, never code.' },
        TESTING,
        PRISMA,
      ]),
    },
  ],
});
