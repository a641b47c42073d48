/**
 * Lint rules for what oxlint (.oxlintrc.json), which has all rules that read types, does not read or know: pages of Astro, what an
 * expression may cost, and calls that are handed long lists.
 */
import astro from 'eslint-plugin-astro'
import regexp from 'eslint-plugin-regexp'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

export default defineConfig(
  globalIgnores(['dist/', '.astro/', '.cache/', 'node_modules/', 'test-results/', 'playwright-report/']),
  {
    // No pattern may take more steps over a text than grow with its length: whose text it is, nobody knows beforehand.
    files: ['src/**/*.{ts,tsx}', 'server/**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignoreSticky: false }],
    },
  },
  {
    files: ['src/wire/**/*.ts', 'server/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.property.name=/^(push|unshift|splice|fromCharCode|fromCodePoint|min|max)$/] > SpreadElement',
          message: 'Some 125,000 items spread into a call are a RangeError: add them one by one.',
        },
      ],
    },
  },
  ...astro.configs.recommended,
)
