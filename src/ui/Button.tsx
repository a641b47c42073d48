/**
 * The buttons of figures and tools: a full one for what a reader does first, a quiet one beside what it is about. One that turns itself
 * off by being pressed keeps the focus until it is left, and one that takes itself away hands it on.
 */
import type { ComponentProps } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

type Props = Omit<ComponentProps<'button'>, 'class' | 'disabled' | 'onBlur' | 'ref'> & {
  /** Further classes. */
  readonly class?: string
  readonly disabled?: boolean
  readonly onBlur?: () => void
}

export function Button(props: Props) {
  return useButton('button', props)
}

export function QuietButton(props: Props) {
  return useButton('quiet-button', props)
}

/** A quiet one that shows a sign; what it does is told to who points at it or hears it. */
export function SignButton({
  sign,
  label,
  ...rest
}: Props & { readonly sign: string; readonly label: string }) {
  return (
    <QuietButton aria-label={label} title={label} {...rest}>
      {sign}
    </QuietButton>
  )
}

/** One that looks like what it stands in. */
export function BareButton(props: Props) {
  return useButton('bare-button', props)
}

function useButton(look: string, { class: more, disabled = false, onBlur, onClick, ...rest }: Props) {
  const button = useRef<HTMLButtonElement>(null)
  const [, draw] = useState({})
  const hasFocus = (): boolean => button.current !== null && button.current === document.activeElement
  useEffect(() => () => void (hasFocus() && buttonNear(button.current)?.focus({ preventScroll: true })), [])
  // A browser takes the focus from what is disabled, and leaves it nowhere.
  const isHeld = disabled && hasFocus()
  return (
    <button
      type="button"
      {...rest}
      class={more === undefined ? look : `${look} ${more}`}
      ref={button}
      disabled={disabled && !isHeld}
      aria-disabled={isHeld || undefined}
      onBlur={() => {
        if (isHeld) draw({})
        onBlur?.()
      }}
      onClick={isHeld ? (event) => event.preventDefault() : onClick}
    />
  )
}

/** Another that can be pressed, in the nearest of the places around one. */
function buttonNear(from: HTMLElement | null, place = from?.parentElement): HTMLElement | undefined {
  if (!place) return undefined
  const others = [...place.querySelectorAll<HTMLElement>('button:not(:disabled)')]
  return others.find((each) => each !== from) ?? buttonNear(from, place.parentElement)
}
