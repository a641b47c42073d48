/** What the evidence of a finding shows: the bytes of its unit, or of its field. */
import { latin1 } from '../../src/wire/bytes/bytes.ts'
import type { FindingRun } from '../../src/wire/findings/finding.ts'
import type { Found } from '../../src/wire/trace/queries/query.ts'

/** A character a byte; empty where it is a moment without bytes. */
export function shownBy({ conversation }: FindingRun, evidence: Found | undefined): string {
  const unit = conversation.unit(evidence?.unit ?? '')
  if (unit === undefined) return ''
  let { range, fields } = { range: unit.range, fields: unit.fields }
  for (const index of evidence?.field ?? []) {
    const field = fields[index]
    if (field !== undefined) ({ range, children: fields } = field)
  }
  return latin1(conversation.source(unit.source)?.bytes ?? new Uint8Array(), range.start, range.end)
}
