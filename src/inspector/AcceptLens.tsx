/**
 * The accept value computed before the reader's eyes, from the key of this very handshake to the header that was
 * received: all steps at once to read, or one by one, with buttons or arrow keys. By the project's own SHA-1, so that it
 * also works where a page has no Web Crypto.
 */
import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { hasModifier, takeKey } from '../ui/list-keys.ts'
import { reveal } from '../ui/reveal.ts'
import { acceptSteps } from '../wire/websocket/handshake.ts'
import { acceptValues, type HeaderValue } from './accept-values.ts'
import { base64Groups } from './base64-groups.ts'
import { hex } from './byte-text.ts'
import type { LensProps } from './lens.ts'
import { named, sentences } from '../words/punctuation.ts'
import { BareButton, QuietButton } from '../ui/Button.tsx'
import { Heard } from '../ui/Heard.tsx'

interface Step {
  readonly name: string
  readonly note?: string
  /** What the step comes to, as it is said. */
  readonly outcome: string
  /** The header that it is read from. */
  readonly from?: HeaderValue | undefined
  readonly tone?: string
  readonly drawing: ComponentChildren
}

export function AcceptLens({ exchange, shown, words, openAt }: LensProps) {
  const { accept: word } = words
  const list = useRef<HTMLOListElement>(null)
  /** The step that is looked at; without one all of them are there. */
  const [at, setAt] = useState<number | undefined>(undefined)
  const [said, setSaid] = useState('')
  const { key, accept } = acceptValues(exchange, shown)
  if (key === undefined) return <p class="lens-note">{word.absent}</p>
  const computed = acceptSteps(key.text)
  const outcome = accept === undefined ? 'absent' : accept.text === computed.accept ? 'same' : 'different'
  const digest = Array.from(computed.digest, hex).join(' ')
  const steps: readonly Step[] = [
    {
      name: word.key,
      note: word.keyNote,
      outcome: computed.key,
      from: key,
      drawing: <code class="accept-key">{computed.key}</code>,
    },
    {
      name: word.guid,
      note: word.guidNote,
      outcome: computed.guid,
      drawing: <code class="accept-guid">{computed.guid}</code>,
    },
    {
      name: word.joined,
      note: word.joinedNote(computed.joined.length),
      outcome: computed.joined,
      drawing: (
        <code>
          <span class="accept-key">{computed.key}</span>
          <wbr />
          <span class="accept-guid">{computed.guid}</span>
        </code>
      ),
    },
    {
      name: word.digest,
      note: word.digestNote,
      outcome: digest,
      drawing: <code class="accept-digest">{digest}</code>,
    },
    {
      name: word.base64,
      note: word.base64Note,
      outcome: computed.accept,
      drawing: (
        <span class="accept-groups">
          {base64Groups(computed.digest, computed.accept).map(({ bytes, sextets, characters }, index) => (
            <span key={index}>
              <code>{bytes}</code>
              <code class="accept-bits" aria-hidden="true">
                {sextets.join(' ')}
              </code>
              <code>{characters}</code>
            </span>
          ))}
        </span>
      ),
    },
    {
      name: word.received,
      outcome: `${accept?.text ?? ''} ${word[outcome]}`,
      from: accept,
      tone: `accept-${outcome}`,
      drawing: (
        <>
          {accept === undefined ? null : <code>{accept.text}</code>}
          <span class="accept-outcome">
            {outcome === 'absent' ? '' : outcome === 'same' ? '= ' : '≠ '}
            {word[outcome]}
          </span>
        </>
      ),
    },
  ]
  const go = (to: number): void => {
    const step = steps[to]
    if (step === undefined) return
    setAt(to)
    setSaid(sentences(named(word.step(to, steps.length), step.name), step.note ?? '', step.outcome))
    const row = list.current?.children[to]
    if (row instanceof HTMLElement) reveal(list.current, row)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (hasModifier(event) || event.shiftKey) return
    const last = steps.length - 1
    const next = Math.min(last, (at ?? -1) + 1)
    const previous = Math.max(0, (at ?? steps.length) - 1)
    const to = {
      ArrowDown: next,
      ArrowRight: next,
      ArrowUp: previous,
      ArrowLeft: previous,
      Home: 0,
      End: last,
    }[event.key]
    if (to === undefined) return
    takeKey(event)
    go(to)
  }
  return (
    <div class="lens-column">
      <p class="accept-bar needs-script">
        <QuietButton onClick={() => (at === undefined ? go(0) : setAt(undefined))}>
          {at === undefined ? word.walk : word.all}
        </QuietButton>
        {at === undefined ? null : (
          <>
            <QuietButton aria-label={word.previous} disabled={at === 0} onClick={() => go(at - 1)}>
              ←
            </QuietButton>
            <span>{word.step(at, steps.length)}</span>
            <QuietButton aria-label={word.next} disabled={at === steps.length - 1} onClick={() => go(at + 1)}>
              →
            </QuietButton>
          </>
        )}
      </p>
      <ol
        class={`accept${at === undefined ? '' : ' accept-walked'}`}
        ref={list}
        tabIndex={0}
        aria-label={sentences(word.label, word.help)}
        onKeyDown={onKeyDown}
      >
        {steps.map(({ name, note, from, tone, drawing }, index) => (
          <li
            key={index}
            class={`${tone ?? ''}${at !== undefined && index > at ? ' accept-later' : ''}`}
            aria-current={index === at ? 'step' : undefined}
          >
            <span class="accept-name">
              {from === undefined ? (
                <b>{name}</b>
              ) : (
                <BareButton
                  class="aligned-open"
                  title={word.show}
                  onClick={() => openAt(from.source, from.range.start)}
                >
                  {name}
                </BareButton>
              )}
              {note === undefined ? null : <span>{note}</span>}
            </span>
            <span class="accept-value">{drawing}</span>
          </li>
        ))}
      </ol>
      <Heard>{said}</Heard>
    </div>
  )
}
