/** One Jest configuration for every spec of the repository; the suffix says what a spec needs. */
const esmPackages = ['@nestjs', 'lru-cache', 'uuid'];

module.exports = {
  rootDir: __dirname,
  testEnvironment: 'node',
  // A bound for what hangs, not a measure: servers and children start slowly on a loaded machine.
  testTimeout: 60_000,
  // One process for hundreds of specs keeps what each has loaded, and collecting that slows what comes
  // late fourfold: a worker that has grown so large ends and a fresh one goes on.
  workerIdleMemoryLimit: '1GB',
  // PostgreSQL and Redis, unless SUNLEDGER_TEST_POSTGRES and SUNLEDGER_TEST_REDIS name servers.
  globalSetup: '<rootDir>/scripts/test-servers/jest-setup.cjs',
  globalTeardown: '<rootDir>/scripts/test-servers/jest-teardown.cjs',
  testMatch: ['<rootDir>/{apps,libs,test}/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/', '/.tools/'],
  cacheDirectory: '<rootDir>/.jest-cache',
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      '@swc/jest',
      {
        swcrc: false,
        module: { type: 'commonjs' },
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2022',
          keepClassNames: true,
        },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmPackages.join('|')})/)`],
  moduleNameMapper: {
    '^@sunledger/([^/]+)/testing$': '<rootDir>/libs/$1/src/testing/index.ts',
    '^@sunledger/(api|cli|worker)$': '<rootDir>/apps/$1/src/index.ts',
    '^@sunledger/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};
