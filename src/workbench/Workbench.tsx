/**
 * The inspector as a workbench of its own: a run on the table (recorded, brought, composed, or live), the list of its units,
 * the inspector on one of them, and what can be done with it: change a bit, send it, take it along. Opens on a recorded run,
 * which the build renders, so that the page reads without script.
 */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { BENCH_WORDS } from '../bench/view/words.ts'
import type { Language } from '../words/languages.ts'
import { WORKBENCH_WORDS, type Says } from './words.ts'
import type { Selection } from '../wire/trace/selection.ts'
import { LIVE } from '../ui/live-event.ts'
import { useLoaded } from '../ui/use-loaded.ts'
import { useMounted } from '../ui/use-mounted.ts'
import type { Unit } from '../wire/field/field.ts'
import { withoutLabId } from '../wire/export/without-lab-id.ts'
import type { Trace } from '../wire/trace/trace.ts'
import { fieldAt, leafAt, leavesOf, tellingField, type FieldPath } from '../inspector/field-walk.ts'
import { ByteEditingContext } from '../inspector/byte-edits.ts'
import { Inspector } from '../bench/view/inspector-pane/Inspector.tsx'
import { BringPanel } from './BringPanel.tsx'
import { ChangePanel } from './ChangePanel.tsx'
import { Composer } from './Composer.tsx'
import { FindingsLine } from './FindingsLine.tsx'
import { FindingsPanel } from './FindingsPanel.tsx'
import { editedEvents, withDifference } from './edited-run.ts'
import { OpeningLine } from './OpeningLine.tsx'
import { runOfBench, selectionAt } from './run-on-show.ts'
import { SendPanel } from './SendPanel.tsx'
import type { ViewState } from '../inspector/view-state.ts'
import { isGrowing, type OfferedCapture, restingTrace } from './sources.ts'
import { SourceBar } from './SourceBar.tsx'
import { TakePanel } from './TakePanel.tsx'
import { rowOfUnit } from './unit-rows.ts'
import { UnitList } from './UnitList.tsx'
import { useBrought } from './use-brought.ts'
import { useByteEditing } from './use-byte-editing.ts'
import { useEdited, useOpening } from './use-opening.ts'
import { useFindings } from './use-findings.ts'
import { modelOf, useOwnLab } from './use-own-lab.ts'
import { useSending } from './use-sending.ts'
import { useTable } from './use-table.ts'
import { useTap } from './use-tap.ts'
import { useUsualRow } from './use-usual-row.ts'
import { Heard } from '../ui/Heard.tsx'
import { sentences } from '../words/punctuation.ts'
import '../ui/hues.css'
import '../ui/panes.css'
import './workbench.css'

/** What came of a sending, with its ladder, is fetched once something was sent. */
const SENT = () => import('./SentRun.tsx')

interface Props {
  readonly language: Language
  /** The recorded runs to choose from. */
  readonly captures: readonly OfferedCapture[]
}

export function Workbench({ language, captures }: Props) {
  const words = WORKBENCH_WORDS[language]
  const benchWords = BENCH_WORDS[language]
  const says: Says = { language, words, benchWords }
  const mounted = useMounted()
  const own = useOwnLab()
  const root = useRef<HTMLDivElement>(null)
  const inspector = useRef<HTMLDivElement>(null)
  const found = useRef<HTMLElement>(null)
  const table = useTable(captures, own, words)
  const { source, opening, selection, setSelection, edits, setEdits, view, setView, listed, setListed } =
    table
  const { ask, open, said, setSaid } = table
  /** Bodies of the reader's own application leave the page only where they want them to. */
  const [withContents, setWithContents] = useState(false)

  useEffect(() => {
    if (mounted) root.current?.dispatchEvent(new Event(LIVE, { bubbles: true }))
  }, [mounted])

  const sendings = useSending(own.sending)
  const sent = useLoaded(SENT, sendings.sending !== undefined)
  const model = modelOf(source, own)
  const version = model?.version.value ?? 0
  const shown = model?.shown.value ?? 0
  const live = model?.state.value.kind === 'running' || source.kind === 'tapped'
  const bench = useMemo(
    () => (model === undefined ? undefined : runOfBench(model, version, shown)),
    [model, version, shown],
  )
  const tap = useTap(source.kind === 'tapped' ? source.key : undefined)
  const tapped = source.kind === 'tapped'
  const growing = tapped ? tap.run : bench
  const opened = useOpening(isGrowing(source) ? undefined : source, growing)
  const original = opened.run
  const onShow = useEdited(opened, edits)
  const { run, progress } = onShow
  const isLookedThrough = mounted && run.reading === undefined
  const findings = useFindings(run, isLookedThrough && (progress === undefined || progress.state === 'done'))
  const rows = useMemo(
    () => (listed === undefined ? onShow.rows : onShow.rows.filter(({ exchange }) => exchange.id === listed)),
    [onShow.rows, listed],
  )
  const origin = rows[0]?.at ?? 0

  const openRow = useUsualRow(rows, live, opened)
  const chosen: Selection | undefined =
    selection ?? (openRow === undefined ? undefined : { moment: openRow.moment, unit: openRow.unit.id })
  const row = useMemo(
    () => (chosen?.unit === undefined ? undefined : rowOfUnit(run.conversation, chosen.unit, run.shown)),
    [run, chosen?.unit],
  )
  const unit = row?.unit

  const viewState: ViewState = {
    language,
    words: benchWords,
    version: run.version,
    lab: (model?.header.value ?? restingTrace(source)?.header)?.lab ?? '',
    events: run.events,
    ...(edits === undefined ? {} : { leaving: () => traceOnShow()?.events }),
    conversation: run.conversation,
    shown: run.shown,
    selection: chosen,
    // All of a run is on show: no byte waits for its moment.
    moment: chosen?.moment ?? (run.shown > 0 ? run.shown - 1 : undefined),
    select: (next) => setSelection(next),
  }
  const path = unit === undefined ? undefined : (chosen?.field ?? tellingField(unit))
  const field = unit === undefined || path === undefined ? undefined : fieldAt(unit, path)
  const byte = chosen?.byte ?? field?.range.start ?? unit?.range.start

  const edited = { opening, now: run.conversation, original: original.conversation, edits }
  const editing = useByteEditing(edited, (place, difference) => {
    if (place === undefined) return setSaid(words.change.noPlace)
    setEdits((before) => withDifference(before, original.conversation, place, difference))
    // What is chosen stays chosen, where it was only the usual one.
    if (selection === undefined && chosen !== undefined) setSelection(chosen)
  })
  const isChanged = edits !== undefined
  /** What is on show, to take along: without its lab's id, and only then with the changed bytes, which may be the id's. */
  const traceOnShow = (): Trace | undefined => {
    if (tap.session !== undefined) return tap.session.store.leaving(withContents)
    const whole =
      model === undefined ? restingTrace(source) : { header: model.header.peek(), events: model.events }
    if (whole === undefined) return undefined
    const trace = withoutLabId(whole)
    return edits === undefined
      ? trace
      : { ...trace, events: editedEvents({ ...original, events: trace.events }, edits) }
  }
  const alone = run.reading === undefined ? undefined : run.events[0]
  const toBytes = (): void => inspector.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()
  // Who has brought something wants to look at it: its bytes come onto the screen, and arrow keys walk them.
  const whenBrought = useBrought(opening, () => {
    toBytes()
    if (source.kind !== 'capture')
      setSaid(sentences(words.what(source, benchWords), words.whose(source, run.events.length)))
  })
  return (
    <div class="workbench bench" ref={root} onDragOver={(event) => event.preventDefault()}>
      <SourceBar
        captures={captures}
        source={source}
        own={own}
        events={run.events.length}
        says={says}
        onAsk={ask}
        onOpen={open}
      />
      <BringPanel
        words={words}
        source={source}
        onAsk={ask}
        onBring={(brought) => {
          open(brought)
          whenBrought()
        }}
        onReadAgain={open}
      />
      <OpeningLine opened={onShow} words={words} />
      {!tapped ? null : (
        <FindingsLine findings={findings} language={language} onFollow={() => found.current?.focus()} />
      )}
      {tap.session === undefined || tap.TapBoard === undefined ? null : (
        <tap.TapBoard
          session={tap.session}
          run={tap.run}
          language={language}
          exchange={listed}
          moment={chosen?.moment}
          contents={withContents}
          onContents={setWithContents}
          onExchange={({ id }) => {
            setListed(id === listed ? undefined : id)
            setSelection(undefined)
          }}
          onMoment={(moment) => setSelection(selectionAt(run, moment))}
        />
      )}
      <div class="workbench-panes">
        <UnitList
          key={opening}
          rows={rows}
          open={unit?.id}
          origin={origin}
          live={live}
          following={live && selection === undefined}
          onHold={() => setSelection(chosen)}
          onFollow={() => setSelection(undefined)}
          says={says}
          onOpen={(each) => setSelection({ moment: each.moment, unit: each.unit.id })}
          onEnter={toBytes}
        />
        <div class="workbench-unit">
          <h3 class="only-heard">{words.unitOnShow}</h3>
          <ByteEditingContext.Provider value={mounted ? editing : undefined}>
            <Inspector
              viewState={viewState}
              root={inspector}
              view={view}
              onView={setView}
              aside={
                <div class="workbench-side needs-script">
                  {unit === undefined || row === undefined ? null : (
                    <>
                      <ChangePanel
                        row={row}
                        unit={unit}
                        byte={byte}
                        editing={editing}
                        edits={edits}
                        run={run}
                        original={original}
                        says={says}
                        onByte={(at) =>
                          setSelection({
                            moment: row.moment,
                            unit: unit.id,
                            field: fieldUnder(unit, at),
                            byte: at,
                          })
                        }
                        onRestore={() => setEdits(undefined)}
                      />
                      {tapped ? null : (
                        <SendPanel
                          row={row}
                          unit={unit}
                          before={original.conversation}
                          own={own}
                          state={sendings}
                          says={says}
                        />
                      )}
                    </>
                  )}
                </div>
              }
            />
          </ByteEditingContext.Provider>
        </div>
      </div>
      {sendings.sending === undefined || sent === undefined ? null : (
        <sent.SentRun
          model={own.sending}
          sending={sendings.sending}
          says={says}
          onShow={() => open({ kind: 'sent' })}
        />
      )}
      {!isLookedThrough ? null : (
        <FindingsPanel
          findings={findings}
          language={language}
          root={found}
          onShow={({ moment, unit, field }) => {
            setListed(undefined)
            setSelection(unit === undefined ? selectionAt(run, moment) : { moment, unit, field })
          }}
        />
      )}
      <div class="workbench-more needs-script">
        <TakePanel
          source={source}
          trace={traceOnShow}
          bytes={alone?.kind === 'slice' ? alone.bytes : undefined}
          isChanged={isChanged}
          row={row}
          place={{ ...view, unit: unit?.id, field: path }}
          says={says}
        />
        <Composer words={words} onOpen={open} />
      </div>
      <Heard>{said}</Heard>
    </div>
  )
}

function fieldUnder(unit: Unit, byte: number): FieldPath | undefined {
  return leafAt(leavesOf(unit.fields), byte)?.path
}
