/** What is said once to who hears the page, whenever it changes, and not seen. */
import type { ComponentChildren } from 'preact'

export function Heard({ children }: { readonly children: ComponentChildren }) {
  return (
    <p class="only-heard" aria-live="polite">
      {children}
    </p>
  )
}
