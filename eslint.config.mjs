// One ESLint configuration for the whole tree. Types come from one program (tsconfig.spec.json covers
// sources, specs and testing code alike), which is several times cheaper than one program per library.
import { readFileSync } from 'node:fs';
import { defineConfig } from 'eslint/config';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const longFiles = JSON.parse(
  readFileSync(new URL('./test/repository/long-files.json', import.meta.url), 'utf8'),
);

const pureLibraries = [
  'decider',
  'working-days',
  'policy',
  'disclosure-case',
  'remedy',
  'agency-register',
  'annual-report',
  'reminder',
].map((name) => `libs/${name}/src/**/*.ts`);

const specs = ['**/*.spec.ts', 'libs/*/src/testing/**/*.ts', 'test/**/*.ts'];

/** Refused everywhere; pure libraries refuse more on top. */
const refusedSyntax = [
  {
    selector: 'ExportAllDeclaration',
    message: 'List the exported names: an `export *` hides what a library promises.',
  },
];

/** A pure function that reads the clock or a die cannot be replayed. */
const hiddenInputs = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Pass the instant in: a pure library has no clock.',
  },
  {
    selector: "CallExpression[callee.name='Date']",
    message: 'Pass the instant in: a pure library has no clock.',
  },
  {
    selector: "CallExpression[callee.name='randomUUID']",
    message: 'Pass the id in: a pure library makes no ids.',
  },
];

const coreRules = {
  eqeqeq: 'error',
  'max-depth': ['error', 4],
  'max-lines': ['error', 300],
  'max-lines-per-function': ['error', { max: 70, IIFEs: true }],
  'no-console': 'error',
  'no-else-return': 'error',
  'no-param-reassign': 'error',
  'no-restricted-syntax': ['error', ...refusedSyntax],
  'object-shorthand': 'error',
  'prefer-const': 'error',
};

const typedRules = {
  '@typescript-eslint/array-type': ['error', { default: 'array', readonly: 'array' }],
  '@typescript-eslint/consistent-type-imports': [
    'error',
    // typeof import('node:sqlite') is how an optional module is named.
    { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
  ],
  '@typescript-eslint/max-params': ['error', { max: 5 }],
  '@typescript-eslint/no-deprecated': 'error',
  '@typescript-eslint/no-dynamic-delete': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-invalid-void-type': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/no-unnecessary-boolean-literal-compare': 'error',
  '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
  '@typescript-eslint/no-unnecessary-type-arguments': 'error',
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
  '@typescript-eslint/prefer-nullish-coalescing': 'error',
  '@typescript-eslint/prefer-optional-chain': 'error',
  // A method of a port is async by contract, so that a synchronous driver's fault becomes a rejection.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/restrict-template-expressions': [
    'error',
    { allowNumber: true, allowBoolean: true },
  ],
  '@typescript-eslint/return-await': ['error', 'in-try-catch'],
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { allowDefaultCaseForExhaustiveSwitch: false, considerDefaultExhaustiveForUnions: false },
  ],
  '@typescript-eslint/unified-signatures': 'error',
  '@typescript-eslint/use-unknown-in-catch-callback-variable': 'error',
};

export default defineConfig(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.tools/**',
      '.jest-cache/**',
      'coverage/**',
      'data/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { project: ['./tsconfig.spec.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: { ...coreRules, ...typedRules },
  },
  {
    files: pureLibraries,
    rules: {
      'no-restricted-syntax': ['error', ...refusedSyntax, ...hiddenInputs],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Pass the instant in.' },
        { object: 'Math', property: 'random', message: 'Pass the choice in.' },
        { object: 'crypto', property: 'randomUUID', message: 'Pass the id in.' },
      ],
      'no-restricted-globals': ['error', 'process', 'performance', 'setTimeout', 'setInterval'],
    },
  },
  {
    // A library's front door shows its adapters too; only the wiring may choose one.
    files: ['libs/**/*.ts', 'apps/**/*.ts'],
    ignores: ['libs/wiring/**', 'libs/persistence/**', '**/adapters/**', ...specs],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@sunledger/event-store', '@sunledger/personal-data'],
              importNamePattern: 'Sqlite',
              message: 'Ask for the port; the wiring chooses the adapter.',
            },
          ],
        },
      ],
    },
  },
  {
    files: specs,
    rules: {
      // A describe block is a function and a list of rules; its length says nothing.
      'max-lines-per-function': 'off',
      // Jest's asymmetric matchers (`expect.any`) are typed `any`.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // The compiler keeps a narrowed type across calls that change the value.
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
  { files: ['apps/cli/**', 'scripts/**'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.{js,cjs,mjs}'],
    extends: [tseslint.configs.base],
    rules: coreRules,
  },
  { files: ['scripts/**/*.{js,mjs}', 'apps/*/bin/*.js'], rules: { 'no-console': 'off' } },
  ...Object.keys(longFiles).map((file) => ({ files: [file], rules: { 'max-lines': 'off' } })),
  prettier,
);
