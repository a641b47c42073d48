/** The buttons of figures and tools: a full one for what a reader does first, a quiet one beside what it is about. */
import type { ComponentProps } from 'preact'

type Props = Omit<ComponentProps<'button'>, 'class'> & {
  /** Further classes. */
  readonly class?: string
}

export function Button(props: Props) {
  return buttonOf('button', props)
}

export function QuietButton(props: Props) {
  return buttonOf('quiet-button', props)
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
  return buttonOf('bare-button', props)
}

function buttonOf(look: string, { class: more, ...rest }: Props) {
  return <button type="button" class={more === undefined ? look : `${look} ${more}`} {...rest} />
}
