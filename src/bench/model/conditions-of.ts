/** The conditions of a live run as its trace tells them: what the lab answered that its settings are, and the page's options. */
import { isObject, isWrong } from '../../contract/rule.ts'
import { readConditions, type Conditions } from '../../contract/settings.ts'
import type { RunOptions } from '../../transports/transport.ts'

/** Gives them; nothing where an answer does not hold what the contract says. `answer` may hold them as `settings`. */
export function conditionsOf(answer: unknown, { pollIntervalMs }: RunOptions): Conditions | undefined {
  const settings = isObject(answer) && isObject(answer['settings']) ? answer['settings'] : answer
  if (!isObject(settings) || !isObject(settings['wire'])) return undefined
  const conditions = readConditions({ ...settings, ...settings['wire'], pollIntervalMs })
  return isWrong(conditions) ? undefined : conditions
}
