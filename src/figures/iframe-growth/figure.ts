/** What the hidden document of an iframe stream comes to hold; fed by a bench on the same page. */
import type { Figure } from '../../bench/model/figure.ts'

export const iframeGrowth = {
  name: 'iframe-growth',
  component: { name: 'IframeGrowth', anchor: 'iframe-growth' },
} as const satisfies Figure
