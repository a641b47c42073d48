/**
 * A long list of rows of one height, of which those in sight are in the page. One tab stop: arrows walk, Enter goes into the row. The
 * window is made by the caller (`use-row-window.ts`), who moves it; a page without script holds the part that is said below.
 */
import type { ComponentChildren, ComponentProps, JSX } from 'preact'
import { useId } from 'preact/hooks'
import { hasModifier, rowAfterKey } from './list-keys.ts'
import { useMounted } from './use-mounted.ts'
import type { RowWindow } from './use-row-window.ts'
import './row-list.css'

/** What a row's own element is given, which is a `list-row`. */
export type RowAttributes = Pick<
  JSX.HTMLAttributes<HTMLDivElement>,
  'id' | 'role' | 'aria-selected' | 'aria-posinset' | 'aria-setsize' | 'style' | 'onClick'
>

type Moves = 'onScroll' | 'onWheel' | 'onTouchMove' | 'onPointerDown'

interface Props extends Pick<ComponentProps<'div'>, Moves> {
  /** Its box is of the class `<name>-scroll`. */
  readonly name: string
  readonly label: string
  readonly window: RowWindow
  /** Pixels. */
  readonly rowHeight: number
  readonly count: number
  /** The row on show. */
  readonly active: number | undefined
  /** Where arrows walk from while there is none. */
  readonly start: number
  /** Page Up and Page Down go as far as is in sight; else they scroll. */
  readonly turnsPages?: boolean
  readonly empty: string
  readonly part: (from: number, to: number, of: number) => string
  readonly onChoose: (row: number) => void
  readonly onEnter: () => void
  readonly children: (row: number, attributes: RowAttributes) => ComponentChildren
}

export function RowList(props: Props) {
  const { name, label, window, rowHeight, count, active, start, turnsPages = false, ...others } = props
  const { empty, part, onChoose, onEnter, children, ...box } = others
  const id = useId()
  const mounted = useMounted()
  const choose = (row: number): void => {
    if (count > 0) onChoose(Math.min(count - 1, Math.max(0, row)))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (hasModifier(event)) return
    const at = active ?? start
    const page = Math.max(1, Math.floor((window.scroller.current?.clientHeight ?? 0) / rowHeight) - 1)
    const turned = turnsPages ? { PageDown: at + page, PageUp: at - page }[event.key] : undefined
    const to = turned ?? rowAfterKey(event.key, at, count - 1)
    if (to !== undefined) choose(to)
    else if (event.key === 'Enter') onEnter()
    else return
    event.preventDefault()
  }
  // A row that is scrolled out of the window is not in the page, and cannot be referred to.
  const isActiveDrawn = active !== undefined && active >= window.first && active < window.end
  return (
    <>
      <div
        class={`thin-scroll ${name}-scroll`}
        ref={window.scroller}
        onScroll={window.onScroll}
        onKeyDown={onKeyDown}
        tabIndex={0}
        role={count === 0 ? 'group' : 'listbox'}
        aria-label={label}
        aria-activedescendant={isActiveDrawn ? `${id}-${active}` : undefined}
        {...box}
      >
        {count === 0 ? <p class="list-empty">{empty}</p> : null}
        <div class="list-rows" role="presentation" style={{ height: `${window.height}px` }}>
          {window.drawn.map((row) =>
            children(row, {
              id: row === active ? `${id}-${row}` : undefined,
              role: 'option',
              'aria-selected': row === active,
              'aria-posinset': mounted ? row + 1 : undefined,
              'aria-setsize': mounted ? count : undefined,
              style: { top: `${(row - window.base) * rowHeight}px` },
              onClick: () => choose(row),
            }),
          )}
        </div>
      </div>
      {mounted || window.drawn.length === count ? null : (
        <p class="pane-part">{part(window.first + 1, window.end, count)}</p>
      )}
    </>
  )
}
