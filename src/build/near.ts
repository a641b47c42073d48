/** The integration that makes `client:near` known: see `client-near.ts`. */
import type { AstroIntegration } from 'astro'

declare module 'astro' {
  interface AstroClientDirectives {
    'client:near'?: boolean | 'now'
  }
}

export function near(): AstroIntegration {
  return {
    name: 'client-near',
    hooks: {
      'astro:config:setup': ({ addClientDirective }) => {
        addClientDirective({ name: 'near', entrypoint: './src/build/client-near.ts' })
      },
    },
  }
}
