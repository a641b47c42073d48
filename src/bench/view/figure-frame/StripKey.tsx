/** What the marks and bars of strips of time mean, in words. */
import type { StripBar, StripMark } from '../../../ui/TimeStrip.tsx'

interface Props {
  readonly kinds: readonly (readonly [StripBar['kind'] | StripMark['kind'], string])[]
}

export function StripKey({ kinds }: Props) {
  return (
    <span class="strip-keys">
      {kinds.map(([kind, meaning]) => (
        <span key={kind}>
          <span class={`strip-key strip-${kind}`} aria-hidden="true" /> {meaning}
        </span>
      ))}
    </span>
  )
}
