/**
 * The site: static pages in two languages, built into `dist/site`, where `server/` serves them beside the labs.
 * With `PUBLIC_URL`, the site's own address, pages say where they are and what their card is; without it the server says it.
 */
import mdx from '@astrojs/mdx'
import preact from '@astrojs/preact'
import { defineConfig } from 'astro/config'
import { cspHashes } from './src/build/csp-hashes.ts'
import { fewChunks } from './src/build/few-chunks.ts'
import { near } from './src/build/near.ts'
import { pageList } from './src/build/page-list.ts'
import { oneLanguage } from './src/build/one-language.ts'
import { searchIndex } from './src/search/build/search-index.ts'
import { transportMarks } from './src/build/transport-marks.ts'

/** `npm run dev`: the labs on the development server's own port, real sockets included. The build needs no server. */
function labsInDevelopment() {
  return {
    name: 'labs-in-development',
    hooks: {
      'astro:server:setup': async ({ server }) => {
        const { attachLabs } = await import('./server/dev.ts')
        await attachLabs(server)
      },
    },
  }
}

export default defineConfig({
  ...(process.env.PUBLIC_URL ? { site: process.env.PUBLIC_URL } : {}),
  outDir: './dist/site',
  trailingSlash: 'always',
  // The files of `src/pages` name the addresses: `zh/404.astro` becomes `/zh/404.html`, `x/index.astro` becomes `/x/`.
  build: { format: 'preserve' },
  i18n: { defaultLocale: 'en', locales: ['en', { path: 'zh', codes: ['zh-CN'] }] },
  integrations: [
    mdx(),
    preact(),
    near(),
    oneLanguage(),
    fewChunks(),
    cspHashes(),
    searchIndex(),
    pageList(),
    labsInDevelopment(),
  ],
  devToolbar: { enabled: false },
  vite: {
    plugins: [transportMarks()],
    // Development: what the islands import, which a scan of the pages does not find. Found late, it has the first page load twice.
    optimizeDeps: {
      include: [
        '@astrojs/preact/client-dev.js',
        '@noble/hashes/legacy.js',
        '@preact/signals',
        'minisearch',
        'preact/compat',
      ],
    },
    // Below these, light-dark() would be rewritten into something inline styles cannot use.
    build: { cssTarget: ['chrome123', 'firefox120', 'safari17.5'] },
  },
})
