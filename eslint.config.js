// One linter for all TypeScript. What is forbidden everywhere comes first, then what only the product's own source must
// not do: speak to the console, read the environment outside the wiring, assert a type instead of checking it.

import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const noEnvironment = {
  object: 'process',
  property: 'env',
  message: 'Only shared/runtime reads the environment; take what you need as a parameter.',
};

export default defineConfig(
  { ignores: ['dist/', '.esbuild/', '.serverless/', '.local/', 'coverage/', 'node_modules/'] },
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['.dependency-cruiser.cjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // An opaque failure carries no cause, on purpose.
      'preserve-caught-error': 'off',
      eqeqeq: ['error', 'always'],
      'no-var': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // The product's interfaces promise; a fake that answers at once has nothing to await.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: [
      'functions/**/*.ts',
      'shared/**/*.ts',
      'operators/**/*.ts',
      'layers/**/*.ts',
      'local/**/*.ts',
      'scripts/**/*.ts',
      'bench/**/*.ts',
    ],
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  {
    files: ['functions/**/*.ts', 'shared/**/*.ts', 'layers/**/*.ts'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['functions/**/*.ts', 'shared/**/*.ts', 'layers/**/*.ts'],
    ignores: ['shared/runtime/**'],
    rules: { 'no-restricted-properties': ['error', noEnvironment] },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    ...tseslint.configs.disableTypeChecked,
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.js', '**/*.cjs'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        URL: 'readonly',
        module: 'writable',
        exports: 'writable',
        require: 'readonly',
        Buffer: 'readonly',
      },
    },
  },
);
