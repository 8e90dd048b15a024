/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // All cores: the tests compute, and jest would leave one of them idle.
  maxWorkers: '100%',
  roots: ['<rootDir>'],
  testMatch: ['**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/dist/'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }],
  },
};
