/**
 * The accept value computed before the reader's eyes, from the key of this very handshake to the header that was
 * received. By the project's own SHA-1, so that it also works where a page has no Web Crypto.
 */
import { acceptSteps } from '../../wire/websocket/handshake.ts'
import { acceptValues, type HeaderValue } from './accept-values.ts'
import { hex } from './byte-text.ts'
import type { LensProps } from './lens.ts'

export function AcceptLens({ exchange, shown, words, openAt }: LensProps) {
  const { accept: word } = words
  const { key, accept } = acceptValues(exchange, shown)
  if (key === undefined) return <p class="lens-note">{word.absent}</p>
  const steps = acceptSteps(key.text)
  const outcome = accept === undefined ? 'absent' : accept.text === steps.accept ? 'same' : 'different'
  const open = (value: HeaderValue): void => openAt(value.source, value.range.start)
  return (
    <div class="lens-scroll">
      <ol class="accept" aria-label={word.label}>
        <li>
          <AcceptName name={word.key} note={word.keyNote} value={key} show={word.show} onShow={open} />
          <code class="accept-key">{steps.key}</code>
        </li>
        <li>
          <AcceptName name={word.guid} note={word.guidNote} />
          <code class="accept-guid">{steps.guid}</code>
        </li>
        <li>
          <AcceptName name={word.joined} note={word.joinedNote(steps.joined.length)} />
          <code>
            <span class="accept-key">{steps.key}</span>
            <wbr />
            <span class="accept-guid">{steps.guid}</span>
          </code>
        </li>
        <li>
          <AcceptName name={word.digest} note={word.digestNote} />
          <code class="accept-digest">{Array.from(steps.digest, hex).join(' ')}</code>
        </li>
        <li>
          <AcceptName name={word.base64} note={word.base64Note} />
          <span class="accept-groups">
            {groups(steps.digest, steps.accept).map(({ bytes, characters }, index) => (
              <span key={index}>
                <code>{bytes}</code>
                <code>{characters}</code>
              </span>
            ))}
          </span>
        </li>
        <li class={`accept-${outcome}`}>
          <AcceptName
            name={word.received}
            {...(accept === undefined ? {} : { value: accept, show: word.show, onShow: open })}
          />
          {accept === undefined ? null : <code>{accept.text}</code>}
          <span class="accept-outcome">
            {outcome === 'absent' ? '' : outcome === 'same' ? '= ' : '≠ '}
            {word[outcome]}
          </span>
        </li>
      </ol>
    </div>
  )
}

function AcceptName({
  name,
  note,
  value,
  show,
  onShow,
}: {
  readonly name: string
  readonly note?: string
  readonly value?: HeaderValue
  readonly show?: string
  readonly onShow?: (value: HeaderValue) => void
}) {
  return (
    <span class="accept-name">
      {value === undefined ? (
        <b>{name}</b>
      ) : (
        <button type="button" class="aligned-open" title={show} onClick={() => onShow?.(value)}>
          {name}
        </button>
      )}
      {note === undefined ? null : <span>{note}</span>}
    </span>
  )
}

/** Three bytes to four characters; the last two bytes of twenty make three and a padding sign. */
function groups(digest: Uint8Array, text: string): readonly { bytes: string; characters: string }[] {
  return Array.from({ length: Math.ceil(digest.length / 3) }, (_, index) => ({
    bytes: Array.from(digest.subarray(index * 3, index * 3 + 3), hex).join(''),
    characters: text.slice(index * 4, index * 4 + 4),
  }))
}
