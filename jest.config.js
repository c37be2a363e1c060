// jest runs TypeScript through SWC; the few ESM-only packages that tests touch go through it as well.
const esmOnlyPackages = ['jose'];

export default {
  testEnvironment: 'node',
  // Both cores: much of the suite waits for other processes.
  maxWorkers: 2,
  // Only a test that hangs takes longer, on the slowest machine too.
  testTimeout: 60_000,
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.(ts|js)$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnlyPackages.join('|')})/)`, '\\.(cjs|json)$'],
  modulePathIgnorePatterns: [
    '<rootDir>/dist/',
    '<rootDir>/.esbuild/',
    '<rootDir>/.serverless/',
    '<rootDir>/.local/',
  ],
};
