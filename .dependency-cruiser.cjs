/**
 * Who may import whom. Every rule here has a planted fault in test/repository/import-rules.spec.ts;
 * docs/explanation/layout.md tells the same in prose.
 */
const pure =
  '^libs/(decider|working-days|policy|disclosure-case|remedy|agency-register|annual-report|reminder)/src/';
const ports = '^libs/(event-store|personal-data)/src/';
const test = '[.]spec[.]ts$|^(apps|libs)/[^/]+/src/testing/|^test/';
const adapters = '/adapters/';
const frontDoor = '/src/(testing/)?index[.]ts$';
/** TypeBox is the one package a pure library may know: a schema is the source of its event type. */
const typebox = 'node_modules/@sinclair/typebox/';

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    forbid(
      'resolves',
      'An import that does not resolve would slip past every other rule.',
      {},
      // Node 20 has no node:sqlite; libs/sqlite asks for it at run time.
      { couldNotResolve: true, pathNot: '^node:sqlite$' },
    ),
    forbid('no-cycles', 'Two files that need each other are one thing.', {}, { circular: true }),
    forbid(
      'pure-stays-pure',
      'The law is plain TypeScript: no framework, no database, no node: module, not even a type.',
      { path: pure, pathNot: test },
      { pathNot: [pure, typebox] },
    ),
    forbid(
      'kernel-imports-nothing',
      'Deciders and calendars stand on nothing but themselves.',
      { path: '^libs/(decider|working-days)/src/', pathNot: test },
      { pathNot: ['^libs/$1/', typebox] },
    ),
    forbid(
      'ports-stay-plain',
      'A port names no technology; node:crypto is allowed because hashing is part of its promise.',
      { path: ports, pathNot: [adapters, test, frontDoor] },
      { pathNot: [pure, '^libs/$1/', typebox, '^(node:)?crypto$'] },
    ),
    forbid(
      'nest-at-the-edge',
      'Nest stands in apps/ and in the wiring; a rule of law must run without it.',
      { path: '^libs/', pathNot: '^libs/wiring/' },
      { path: 'node_modules/@nestjs/' },
    ),
    forbid(
      'typeorm-holds-read-models',
      'TypeORM reads and writes what can be dropped and rebuilt, nothing else.',
      { pathNot: ['^libs/(persistence|projections|wiring)/', test, 'node_modules'] },
      { path: 'node_modules/(typeorm|@nestjs/typeorm)/' },
    ),
    forbid(
      'driver-behind-its-seam',
      'Only libs/sqlite knows which SQLite driver runs.',
      { pathNot: ['^libs/sqlite/', 'node_modules'] },
      { path: ['node_modules/(@types/)?better-sqlite3/', '^(node:)?sqlite$'] },
    ),
    forbid(
      'sqlite-under-adapters',
      'SQL is spoken by adapters, by the persistence of read models and by the wiring.',
      { pathNot: ['^libs/(sqlite|persistence|wiring)/', adapters, test, 'node_modules'] },
      { path: '^libs/sqlite/' },
    ),
    forbid(
      'only-wiring-knows-adapters',
      'A part that picks its own adapter cannot run in another profile.',
      { pathNot: ['^libs/wiring/', adapters, frontDoor, test] },
      { path: '^libs/[^/]+/src/adapters/' },
    ),
    forbid(
      'office-knows-no-storage',
      'The application services speak to ports and read models, whatever they are stored in.',
      { path: '^libs/disclosure-office/', pathNot: test },
      { path: '^libs/(sqlite|persistence|wiring|settings)/' },
    ),
    forbid(
      'front-door-only',
      'A library is used through its index.ts, so that the rest of it may change.',
      { path: '^(?:apps|libs|test)/([^/]+)/' },
      { path: '^libs/', pathNot: ['^libs/$1/', frontDoor] },
    ),
    forbid(
      'testing-only-in-tests',
      'Builders and fakes do not ship.',
      { pathNot: test },
      { path: '^(apps|libs)/[^/]+/src/testing/' },
    ),
    forbid('libs-know-no-app', 'Apps stand on libraries.', { path: '^libs/' }, { path: '^apps/' }),
    forbid(
      'apps-do-not-meet',
      'The one meeting: `sunledger start` of the command line starts API and worker by their front doors.',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/', pathNot: ['^apps/$1/', '^apps/(api|worker)/src/index[.]ts$'] },
    ),
    forbid(
      'no-dev-packages-shipped',
      'What ships must install without development packages.',
      { path: '^(apps|libs)/[^/]+/(src|bin)/', pathNot: test },
      { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(apps|libs|test)/[^/]+/dist/' },
    // The spec project maps @sunledger/* to libs/*/src/index.ts: sources are judged, not builds.
    // It lists each .../testing by name because this tool reads no pattern with text after its star.
    tsConfig: { fileName: 'tsconfig.spec.json' },
    tsPreCompilationDeps: true,
    // Packages are declared once, in the root package.json.
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'import', 'default'],
      mainFields: ['main', 'types'],
    },
  },
};
