/**
 * One byte of the unit as eight switches and two digits, and what becomes of it: the rules it now breaks and what the receiver
 * does about each. The bytes that crossed can be put back at any time.
 */
import { receiverSentence } from './receiver-words.ts'
import { fieldLabel, problemSentence } from '../words/field-sentences/index.ts'
import type { Says } from './words.ts'
import type { Unit } from '../wire/field/field.ts'
import { bitsOfByte } from '../wire/websocket/frame-figure.ts'
import type { ByteEditing } from '../inspector/byte-edits.ts'
import { ascii, hex, offsetText } from '../inspector/byte-text.ts'
import { Clause } from '../inspector/FieldSentence.tsx'
import type { ByteEdits } from './edited-run.ts'
import type { RunOnShow } from './run-on-show.ts'
import type { UnitRow } from './unit-rows.ts'
import { verdictsOn } from './unit-on-wire.ts'
import { named } from '../words/punctuation.ts'
import { QuietButton } from '../ui/Button.tsx'

interface Props {
  readonly row: UnitRow
  readonly unit: Unit
  readonly byte: number | undefined
  readonly editing: ByteEditing
  readonly edits: ByteEdits | undefined
  readonly run: RunOnShow
  readonly original: RunOnShow
  readonly says: Says
  readonly onByte: (offset: number) => void
  readonly onRestore: () => void
}

export function ChangePanel(props: Props) {
  const { row, unit, byte, editing, edits, run, original, onByte, onRestore } = props
  const { language, words } = props.says
  const source = run.conversation.source(unit.source)
  const at = Math.min(
    Math.max(byte ?? unit.range.start, unit.range.start),
    Math.max(unit.range.start, unit.range.end - 1),
  )
  const value = source?.bytes[at]
  const was = original.conversation.source(unit.source)?.bytes[at]
  const verdicts = verdictsOn(unit, row.exchange.sides[row.direction], row.direction)
  const receiver = row.direction === 'client-to-server' ? 'server' : 'client'
  const title = words.verdict.title(receiver)
  /** Between what stands on lines of its own to the eye. */
  const colon = <span class="only-heard">{named(title, '').slice(title.length)}</span>
  const bits = source === undefined || value === undefined ? [] : bitsOfByte(unit, source, at)
  return (
    <section class="change" aria-label={words.change.title}>
      <div class="pane-head">
        <h3>{words.change.title}</h3>
        <span class="pane-note">
          {edits === undefined ? words.change.untouched : words.change.changed(edits.bytes.size)}
        </span>
      </div>
      {source === undefined || value === undefined ? null : (
        <>
          <div class="change-byte">
            <QuietButton
              aria-label={words.change.previous}
              disabled={at <= unit.range.start}
              onClick={() => onByte(at - 1)}
            >
              ←
            </QuietButton>
            <label>
              <span class="change-offset">{offsetText(at)}</span>
              <span class="only-heard">{words.change.byte}</span>
              <input
                class="change-hex"
                value={hex(value)}
                maxLength={2}
                size={2}
                spellcheck={false}
                autocomplete="off"
                onFocus={(event) => event.currentTarget.select()}
                onInput={(event) => {
                  const { value: text } = event.currentTarget
                  if (!/^[0-9a-f]{2}$/i.test(text)) return
                  const next = Number.parseInt(text, 16)
                  for (let bit = 0; bit < 8; bit++)
                    if (((next ^ value) & (0x80 >> bit)) !== 0) editing.flip(unit.source, at * 8 + bit)
                }}
                onBlur={(event) => (event.currentTarget.value = hex(value))}
              />
            </label>
            <code class="change-ascii">{ascii(value)}</code>
            <QuietButton
              aria-label={words.change.next}
              disabled={at >= unit.range.end - 1}
              onClick={() => onByte(at + 1)}
            >
              →
            </QuietButton>
            {was === undefined || was === value ? null : (
              <span class="change-was">{words.change.was(hex(was))}</span>
            )}
          </div>
          <div class="change-bits" role="group" aria-label={words.change.bits(offsetText(at))}>
            {bits.map(({ value: bit, field }, index) => (
              <button
                key={index}
                type="button"
                class="change-bit"
                aria-pressed={bit === 1}
                aria-label={words.change.bit(index, fieldLabel(language, field.kind), bit)}
                title={fieldLabel(language, field.kind)}
                onClick={() => editing.flip(unit.source, at * 8 + index)}
              >
                {bit}
              </button>
            ))}
          </div>
          <p class="change-names" aria-hidden="true">
            {namesOf(bits.map(({ field }) => fieldLabel(language, field.kind))).join(' · ')}
          </p>
        </>
      )}
      <p class="workbench-quiet">{words.change.keys}</p>
      <QuietButton disabled={edits === undefined} onClick={onRestore}>
        {words.change.restore}
      </QuietButton>
      {/* Of bytes in which nothing was read there is nothing to judge. Said when a change brought it about; a step from unit to unit has its own line. */}
      <div
        class="verdicts"
        role={edits === undefined ? undefined : 'status'}
        hidden={unit.kind === 'bytes' && verdicts.length === 0}
      >
        <h4 class="verdicts-title">{title}</h4>
        {colon}
        {unit.complete ? null : <p>{words.verdict.waits(receiver)}</p>}
        {verdicts.length === 0 && unit.complete ? <p>{words.verdict.fine}</p> : null}
        {verdicts.map(({ field, problem, rule }) => (
          <p key={problem.code} class={`verdict verdict-${problem.severity}`}>
            <b>{fieldLabel(language, field.kind)}</b>
            {colon}{' '}
            {rule === undefined
              ? problemSentence(language, problem.code)
              : receiverSentence(language, receiver, rule)}{' '}
            <Clause citation={rule?.citation ?? problem.citation} />
          </p>
        ))}
      </div>
    </section>
  )
}

/** Each name once, in order. */
function namesOf(labels: readonly string[]): readonly string[] {
  return labels.filter((label, index) => label !== labels[index - 1])
}
