/**
 * A unit's fields as a tree, open along the way to the current one: labels, values, tints. One tab stop, with
 * the keys of a tree; the same selection as the byte grid.
 */
import { useEffect, useId, useRef } from 'preact/hooks'
import { reveal } from '../ui/reveal.ts'
import type { Field } from '../wire/field/field.ts'
import { valueText } from './byte-text.ts'
import { FIELD_TINTS } from './field-tints.ts'
import type { FieldPath, Placed } from './field-walk.ts'
import type { LensProps } from './lens.ts'

interface Node extends Placed {
  readonly open: boolean
}

export function FieldTree({ unit, source, path: current, say, words, select }: LensProps) {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const nodes = nodesOf(unit.fields, current, [])
  const here = nodes.findIndex((node) => samePath(node.path, current))

  useEffect(() => {
    reveal(box.current, box.current?.querySelector<HTMLElement>('[aria-selected="true"]'))
  }, [current.join('.'), unit.id])

  const onKeyDown = (event: KeyboardEvent): void => {
    const to = nodeAfterKey(nodes, here, event.key)
    if (to === undefined) return
    event.preventDefault()
    select(to)
  }
  return (
    <div
      class="thin-scroll fields"
      ref={box}
      role="tree"
      tabIndex={0}
      aria-label={words.tree}
      aria-activedescendant={here < 0 ? undefined : `${id}-${here}`}
      onKeyDown={onKeyDown}
    >
      {nodes.map((node, index) => (
        <div
          key={node.path.join('.')}
          id={`${id}-${index}`}
          class={index === here ? 'field field-current' : 'field'}
          role="treeitem"
          aria-level={node.path.length}
          aria-selected={index === here}
          aria-expanded={node.field.children.length > 0 ? node.open : undefined}
          style={{ paddingLeft: `${8 + (node.path.length - 1) * 16}px` }}
          onClick={() => select(node.path)}
        >
          <span class={`field-swatch tint-${FIELD_TINTS[node.field.kind]}`} aria-hidden="true" />
          <span class="field-label">{say.label(node.field)}</span>
          {node.field.problems.length > 0 ? <span class="field-problem">!</span> : null}
          <span class="field-value">{valueText(node.field, source.bytes, 30)}</span>
        </div>
      ))}
    </div>
  )
}

/** Top fields always; the children of a field while it, or one inside it, is current. */
function nodesOf(fields: readonly Field[], current: FieldPath, above: FieldPath): readonly Node[] {
  return fields.flatMap((field, index) => {
    const path = [...above, index]
    const open = path.every((step, depth) => current[depth] === step)
    const node: Node = { path, field, open }
    return open ? [node, ...nodesOf(field.children, current, path)] : [node]
  })
}

function nodeAfterKey(nodes: readonly Node[], here: number, key: string): FieldPath | undefined {
  const node = nodes[here]
  switch (key) {
    case 'ArrowDown':
      return (nodes[here + 1] ?? node)?.path
    case 'ArrowUp':
      return (here > 0 ? nodes[here - 1] : node)?.path
    case 'Home':
      return nodes[0]?.path
    case 'End':
      return nodes.at(-1)?.path
    case 'ArrowRight':
    case 'Enter':
      return node === undefined ? undefined : node.field.children.length > 0 ? [...node.path, 0] : node.path
    case 'ArrowLeft':
    case 'Escape':
      return node === undefined || node.path.length < 2 ? undefined : node.path.slice(0, -1)
    default:
      return undefined
  }
}

function samePath(a: FieldPath, b: FieldPath): boolean {
  return a.length === b.length && a.every((step, depth) => b[depth] === step)
}
