/**
 * Bits: of a frame the standard's figure with this frame's ones and zeros in it, of any other unit the byte that is
 * looked at. One tab stop; each bit has a name that says number, value, field and what the field means here.
 */
import { useContext, useEffect, useId, useMemo, useRef, useState } from 'preact/hooks'
import { reveal } from '../ui/reveal.ts'
import { InRoom, type Room } from '../ui/InRoom.tsx'
import { hasModifier, takeKey } from '../ui/list-keys.ts'
import { useMounted } from '../ui/use-mounted.ts'
import { useWidth } from '../ui/use-width.ts'
import { ByteEditingContext } from './byte-edits.ts'
import { ascii, byteName, hex, offsetText } from './byte-text.ts'
import { bitAfterKey, bitRows, cellOfBit, type BitCell } from './bit-rows.ts'
import { FIELD_TINTS } from './field-tints.ts'
import type { LensProps } from './lens.ts'
import { sentences } from '../words/punctuation.ts'

/** From so many pixels on, 32 bits stand in a row; the styles of what is not measured yet have the same. */
const WIDE = 620
/** A name in fewer bits than this is written downwards, as in the standard's figure. */
const ROOM = 3

export function BitFigure(props: LensProps) {
  return <InRoom wide={WIDE}>{(room) => <Bits {...props} room={room} />}</InRoom>
}

function Bits({ unit, source, field, byte, say, words, select, room }: LensProps & { readonly room: Room }) {
  const id = useId()
  const editing = useContext(ByteEditingContext)
  const mounted = useMounted()
  const box = useRef<HTMLDivElement>(null)
  const { isWide, only, onWidth } = room
  useWidth(box, onWidth)
  const [chosen, setChosen] = useState<number | undefined>(undefined)
  const figure = useMemo(
    () => bitRows(unit, source, byte, isWide ? 32 : 16),
    [unit, source, unit.kind === 'frame' ? undefined : byte, isWide],
  )
  // The reader's bit, as long as it is one of the field that is looked at.
  const ofField = figure.rows.flatMap(({ cells }) => cells).find((cell) => cell.field === field)
  const held = chosen === undefined ? undefined : cellOfBit(figure, chosen)
  const active = held?.field === field ? chosen : ofField?.firstBit

  useEffect(() => reveal(box.current, document.getElementById(`${id}-${active}`)), [active, unit.id, isWide])

  const choose = (bit: number): void => {
    const cell = cellOfBit(figure, bit)
    if (cell === undefined) return
    setChosen(bit)
    select(cell.path, Math.floor(bit / 8))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (hasModifier(event)) return
    if (editing !== undefined && event.key === ' ' && active !== undefined) {
      event.preventDefault()
      editing.flip(source.id, active)
      return
    }
    const to = bitAfterKey(figure, active ?? (figure.rows[0]?.offset ?? 0) * 8, event.key)
    if (to === undefined) return
    takeKey(event)
    choose(to)
  }
  const isChanged = (bit: number): boolean =>
    ((editing?.changedBits(source.id, bit >> 3) ?? 0) & (0x80 >> (bit & 7))) !== 0
  const nameOf = (cell: BitCell, bit: number, digit: string): string =>
    words.bits.bitName(
      bit % 8,
      offsetText(Math.floor(bit / 8)),
      Number(digit),
      say.label(cell.field),
      say.sentence(cell.field),
    )
  const value = source.bytes[byte] ?? 0
  return (
    <div class={`thin-scroll lens-scroll${only}`} ref={box}>
      <div
        class={`bits bits-by-${figure.columns}`}
        role="grid"
        tabIndex={0}
        aria-label={sentences(words.bits.label, words.bits.help)}
        aria-activedescendant={active === undefined ? undefined : `${id}-${active}`}
        onKeyDown={onKeyDown}
      >
        {figure.rows.map((row) => (
          <div key={row.offset} class="bits-row" role="row">
            <span class="bits-offset" role="rowheader">
              {offsetText(row.offset)}
            </span>
            <span class="bits-cells">
              {row.cells.map((cell) => (
                <span key={cell.firstBit} class={cellClass(cell, cell.field === field)} style={spanOf(cell)}>
                  <span class={`bits-digits tint-${FIELD_TINTS[cell.field.kind]}`}>
                    {[...cell.digits].map((digit, index) => {
                      const bit = cell.firstBit + index
                      return (
                        <span
                          key={bit}
                          id={`${id}-${bit}`}
                          class={bitClass(bit === active, isChanged(bit))}
                          role="gridcell"
                          aria-selected={cell.field === field ? true : undefined}
                          aria-label={mounted ? nameOf(cell, bit, digit) : undefined}
                          onClick={() => choose(bit)}
                          onDblClick={editing === undefined ? undefined : () => editing.flip(source.id, bit)}
                        >
                          {digit}
                        </span>
                      )
                    })}
                  </span>
                  <span class="bits-label" aria-hidden="true" onClick={() => choose(cell.firstBit)}>
                    {cell.opens ? say.label(cell.field) : '…'}
                  </span>
                </span>
              ))}
            </span>
          </div>
        ))}
      </div>
      {unit.kind === 'frame' ? null : (
        <p class="lens-note">
          <code>{byteName(value) === hex(value) ? ascii(value) : byteName(value)}</code>{' '}
          {words.bits.numberOf(hex(value), value)}
        </p>
      )}
      {figure.hiddenBytes === 0 ? null : <p class="lens-note">{words.bits.hidden(figure.hiddenBytes)}</p>}
    </div>
  )
}

function bitClass(isActive: boolean, isChanged: boolean): string {
  return `bit${isActive ? ' bit-active' : ''}${isChanged ? ' bit-changed' : ''}`
}

function spanOf({ digits }: BitCell): string {
  return `grid-column: span ${digits.length}`
}

function cellClass(cell: BitCell, isCurrent: boolean): string {
  const tall = cell.digits.length < ROOM ? ' bits-tall' : ''
  const open = `${cell.opens ? ' opens' : ''}${cell.closes ? ' closes' : ''}`
  return `bits-cell${tall}${open}${isCurrent ? ' bits-current' : ''}`
}
