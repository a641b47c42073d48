/** The bytes of a figure's run: the slices in their order, and the unit at the moment on show, field by field. */
import { useRef } from 'preact/hooks'
import type { Frame } from './frame.ts'
import { Inspector } from './inspector-pane/Inspector.tsx'
import { WireList } from './wire-list/WireList.tsx'

export function BytesPane({ frame }: { readonly frame: Frame }) {
  const inspector = useRef<HTMLDivElement>(null)
  const open = (): void => inspector.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()
  return (
    <>
      <WireList frame={frame} onOpen={open} />
      <Inspector frame={frame} root={inspector} />
    </>
  )
}
