/** The bytes of a figure's run: the slices in their order, and the unit at the moment on show, field by field. */
import { useRef } from 'preact/hooks'
import type { BenchViewState } from './bench-view-state.ts'
import { Inspector } from './inspector-pane/Inspector.tsx'
import { WireList } from './wire-list/WireList.tsx'

export function BytesPane({ viewState }: { readonly viewState: BenchViewState }) {
  const inspector = useRef<HTMLDivElement>(null)
  const open = (): void => inspector.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()
  return (
    <>
      <WireList viewState={viewState} onOpen={open} />
      <Inspector viewState={viewState} root={inspector} />
    </>
  )
}
