/** Opens what the page's address names: a field of a capture, a run in the fragment itself, or the run that a bench handed over. */
import type { Selection } from '../wire/trace/selection.ts'
import { runInSlices } from '../ui/slices.ts'
import type { InspectorView } from '../bench/view/inspector-pane/Inspector.tsx'
import { decodeRunFragment } from '../wire/export/run-link.ts'
import { decodeTrace } from '../wire/trace/trace-codec.ts'
import {
  fetchCapture,
  type OfferedCapture,
  type OpeningFailure,
  type RestingSource,
  type Source,
} from './sources.ts'
import { unitRows, type UnitRow } from './unit-rows.ts'
import { longOpening, quickRun } from './use-opening.ts'
import { HAND_OVER_KEY, type LinkedPlace } from '../inspector/field-link.ts'
import { readWorkbenchLink, type WorkbenchLink } from '../inspector/workbench-link.ts'

export type OpenedFragment =
  | {
      readonly kind: 'opened'
      readonly source: Source
      readonly selection?: Selection | undefined
      readonly view?: InspectorView
    }
  | { readonly kind: 'failed'; readonly code: OpeningFailure }

/** Undefined where the fragment names nothing. Never rejects; a capture is fetched from this site, nothing else leaves or enters the page. */
export function openFromFragment(
  fragment: string,
  offered: readonly OfferedCapture[],
): Promise<OpenedFragment> | undefined {
  const link = readWorkbenchLink(fragment)
  return link.kind === 'none' ? undefined : openLink(link, offered)
}

async function openLink(
  link: Exclude<WorkbenchLink, { readonly kind: 'none' }>,
  offered: readonly OfferedCapture[],
): Promise<OpenedFragment> {
  switch (link.kind) {
    case 'broken':
      return { kind: 'failed', code: link.code }
    case 'run': {
      const read = decodeRunFragment(link.fragment)
      if (!read.ok) return { kind: 'failed', code: read.code }
      return opened({ kind: 'opened', from: 'link', trace: read.value, notes: read.notes }, link.place)
    }
    case 'handed-over':
      return handedOver()
    case 'bytes': {
      const { bytes, reading, place } = link
      if (bytes.length === 0) return { kind: 'failed', code: 'empty' }
      return opened({ kind: 'bytes', from: 'link', bytes, reading }, place)
    }
    case 'capture': {
      const trace = await fetchCapture(link.link.capture, offered)
      if (trace === undefined) return { kind: 'failed', code: 'no-capture' }
      return opened({ kind: 'capture', name: link.link.capture, trace }, link.link)
    }
  }
}

async function opened(source: RestingSource, place: LinkedPlace): Promise<OpenedFragment> {
  const { lens, by } = place
  return { kind: 'opened', source, selection: await selectionOf(place, source), view: { lens, by } }
}

function handedOver(): OpenedFragment {
  let text: string | null = null
  try {
    text = sessionStorage.getItem(HAND_OVER_KEY)
  } catch {
    // Storage can be closed to a page; then nothing was laid there either.
  }
  if (text === null) return { kind: 'failed', code: 'nothing-handed-over' }
  const decoded = decodeTrace(text)
  if (!decoded.ok) return { kind: 'failed', code: 'not-a-run' }
  return {
    kind: 'opened',
    source: { kind: 'opened', from: 'bench', trace: decoded.trace, notes: [] },
  }
}

/** Units are named by their places, so that a link holds for as long as its run does. */
async function selectionOf(
  { unit, field }: LinkedPlace,
  source: RestingSource,
): Promise<Selection | undefined> {
  if (unit === undefined) return undefined
  const row = (await rowsOf(source)).find((each) => each.unit.id === unit)
  if (row === undefined) return undefined
  return { moment: row.moment, unit, field }
}

/** What a link carries may be long and anybody's: the page answers while that is read. */
function rowsOf(source: RestingSource): readonly UnitRow[] | Promise<readonly UnitRow[]> {
  const opening = longOpening(source)
  if (opening === undefined) {
    const { conversation, shown } = quickRun(source)
    return unitRows(conversation, shown)
  }
  return new Promise((resolve) => {
    runInSlices(opening, (isDone) => {
      if (isDone) resolve(opening.rows)
    })
  })
}
