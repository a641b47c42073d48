/** The integration that makes `client:near` and `client:touched` known: see `client-near.ts`, `client-touched.ts`. */
import type { AstroIntegration } from 'astro'

declare module 'astro' {
  interface AstroClientDirectives {
    'client:near'?: boolean | 'now'
    'client:touched'?: boolean
  }
}

export function near(): AstroIntegration {
  return {
    name: 'client-near',
    hooks: {
      'astro:config:setup': ({ addClientDirective }) => {
        for (const name of ['near', 'touched'])
          addClientDirective({ name, entrypoint: `./src/build/client-${name}.ts` })
      },
    },
  }
}
