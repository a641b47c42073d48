/**
 * What is drawn in one of two ways, by the room there is. Before that is measured, in the build and in the browser's first render, it is
 * there in both, and styles show the one that fits (`only-narrow`, `only-wide`): what is read or pressed before the script runs stays.
 */
import { Fragment, type ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

export interface Room {
  readonly isWide: boolean
  /** A class for what styles show or hide; empty once it is the only one. */
  readonly only: '' | ' only-narrow' | ' only-wide'
  /** Hears how many pixels there are; 0 where it is out of sight. */
  readonly onWidth: (width: number) => void
}

interface Props {
  /** From so many pixels on it is wide. */
  readonly wide: number
  readonly children: (room: Room) => ComponentChildren
}

interface Drawn {
  /** As which of the two it began: it stays the same element. */
  readonly first: 'narrow' | 'wide'
  readonly isWide: boolean
}

const BOTH: readonly Drawn[] = [
  { first: 'narrow', isWide: false },
  { first: 'wide', isWide: true },
]

export function InRoom({ wide, children }: Props) {
  const [drawn, setDrawn] = useState<Drawn | undefined>(undefined)
  const measured = (first: Drawn['first'], width: number): void => {
    const isWide = width >= wide
    if (width > 0) setDrawn((old) => (old?.isWide === isWide ? old : { first: old?.first ?? first, isWide }))
  }
  return (
    <>
      {(drawn === undefined ? BOTH : [drawn]).map(({ first, isWide }) => (
        <Fragment key={first}>
          {children({
            isWide,
            only: drawn === undefined ? ` only-${first}` : '',
            onWidth: (width) => measured(first, width),
          })}
        </Fragment>
      ))}
    </>
  )
}
