const path = require('node:path');

const root = path.resolve(__dirname, '..');
const suite = (name, match, more = {}) => ({
  displayName: name,
  rootDir: root,
  testEnvironment: 'node',
  testMatch: match.map((m) => `<rootDir>/test/${m}`),
  transform: {
    '^.+\\.(t|j)sx?$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } }, target: 'es2023' },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: [
    '/node_modules/(?!(feelin|dmn-moddle|bpmn-moddle|moddle|moddle-xml|saxen|@noble|lezer-feel|min-dash|temporal-polyfill|temporal-utils|@bpmn-io|chinese-days|ical.js)/)',
  ],
  modulePathIgnorePatterns: ['<rootDir>/.data', '/.tsc/', '/dist/'],
  ...more,
});

/** One suite per layer; `test/run.ts` says which need servers. */
module.exports = {
  // Two cores shared with real servers: a component test may wait its turn.
  testTimeout: 30_000,
  rootDir: root,
  projects: [
    suite('unit', [
      'domain/**/*.test.ts',
      'contract/**/*.test.ts',
      'designer/**/*.test.ts?(x)',
      'worker/**/*.test.ts',
      'replay/**/*.test.ts',
    ]),
    suite('servers', [
      'store/**/*.test.ts',
      'activities/**/*.test.ts',
      'api/**/*.test.ts',
      'workflows/**/*.test.ts',
      'differential/**/*.test.ts',
      'e2e/**/*.test.ts',
      'browser/**/*.test.ts',
    ]),
    // Kills under load, by themselves: they are about time (test/run.ts).
    suite('kill', ['kill/**/*.test.ts']),
  ],
};
