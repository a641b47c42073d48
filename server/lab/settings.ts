/** The check that a client's wishes for a lab's settings pass before any of them takes effect. */
import { isObject, obeys, takes, type Fields } from '../../src/contract/rule.ts'
import { LAB_SETTINGS, WIRE_SETTINGS, type LabSettings } from '../../src/contract/settings.ts'
import { isRefusal, refuse, type Refusal } from '../errors.ts'

/**
 * The settings with the changes merged in key by key, `wire` too; or why one of them cannot be, and then none is.
 * An unknown key is refused by name: a misspelt setting that did nothing would cost its sender an hour.
 */
export function mergeSettings(current: LabSettings, changes: unknown): LabSettings | Refusal {
  if (!isObject(changes))
    return refuse('bad-settings', 'The settings are a JSON object, such as {"eventsPerMinute": 30}.')
  const { wire, ...others } = changes
  const top = checked(others, LAB_SETTINGS, '')
  if (isRefusal(top)) return top
  if (!('wire' in changes)) return { ...current, ...top }
  if (!isObject(wire)) return refuse('bad-settings', '"wire" is a JSON object, such as {"latencyMs": 200}.')
  const conditions = checked(wire, WIRE_SETTINGS, 'wire.')
  if (isRefusal(conditions)) return conditions
  return { ...current, ...top, wire: { ...current.wire, ...conditions } }
}

/**
 * The settings of a request body, `{"settings":{…}}`, merged; a body without the key changes nothing.
 */
export function mergeSettingsBody(current: LabSettings, body: unknown): LabSettings | Refusal {
  if (!isObject(body)) return refuse('bad-settings', 'The body is a JSON object: {"settings": {…}}, or {}.')
  for (const key of Object.keys(body)) {
    if (key !== 'settings')
      return refuse(
        'bad-settings',
        `${JSON.stringify(short(key))} is unknown here; the body is {"settings": {…}}.`,
      )
  }
  return 'settings' in body ? mergeSettings(current, body['settings']) : current
}

function checked(
  changes: Readonly<Record<string, unknown>>,
  rules: Fields,
  prefix: string,
): object | Refusal {
  for (const [key, value] of Object.entries(changes)) {
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined
    if (rule === undefined) {
      const known = Object.keys(rules).map((name) => prefix + name)
      return refuse(
        'bad-settings',
        `No setting is named ${JSON.stringify(prefix + short(key))}. There are: ${known.join(', ')}.`,
      )
    }
    if (!obeys(value, rule)) return refuse('bad-settings', `"${prefix}${key}" takes ${takes(rule)}.`)
  }
  return changes
}

function short(key: string): string {
  return key.length > 40 ? `${key.slice(0, 40)}…` : key
}
