/**
 * The calls a page makes to the labs, their failures as data: a lab is made, changed, ended; the server is
 * asked whether it is there. The observer and the transports have files of their own.
 */
import type { FaultRequest } from '../../contract/faults.ts'
import type { AnswerRequest } from '../../contract/requests.ts'
import { isObject, parsedJson } from '../../contract/rule.ts'
import type { Browser } from '../../transports/browser.ts'
import type { SceneSettings } from './bench-model.ts'

export interface Lab {
  readonly id: string
  /** All of them, as the server understood them. */
  readonly settings: unknown
  /** The newest event's id. */
  readonly last: number
}

/** `server-gone`: no answer, or none of the labs' own: stopped, draining, or something else on its port. */
export type Trouble =
  | { readonly kind: 'server-gone' }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }

export type LabAnswer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly trouble: Trouble }

/** A lab's calls answer at once, so one that takes this long will not. */
const CALL_TIMEOUT_MS = 10_000

/** What hosts of files answer to a method or a path that they do not serve. */
const STATIC_STATUSES: readonly number[] = [403, 404, 405, 501]

/** The code of a refusal that was made here: the page stands where no lab server is. */
export const NO_SERVER_CODE = 'no-server'

const NO_SERVER = {
  ok: false,
  trouble: { kind: 'refused', code: NO_SERVER_CODE, message: 'The pages are here, the server is not.' },
} as const

/** The server does not answer. */
export const GONE = { ok: false, trouble: { kind: 'server-gone' } } as const

/** Makes a lab of the reader's own. */
export async function createLab(browser: Browser, settings: SceneSettings): Promise<LabAnswer<Lab>> {
  return asLab(await call(browser, 'POST', '/labs', { settings }))
}

/** Changes some settings of a lab, also on what is open already; gives the whole new ones. */
export async function patchLab(
  browser: Browser,
  id: string,
  settings: SceneSettings,
): Promise<LabAnswer<unknown>> {
  return call(browser, 'PATCH', `/labs/${id}`, { settings })
}

/** Breaks something; gives how many exchanges it met. */
export async function postFault(
  browser: Browser,
  id: string,
  fault: FaultRequest,
): Promise<LabAnswer<number>> {
  const answer = await call(browser, 'POST', `/labs/${id}/faults`, fault)
  if (!answer.ok) return answer
  const affected = isObject(answer.value) ? answer.value['affected'] : undefined
  return typeof affected === 'number' ? { ok: true, value: affected } : GONE
}

/** Scripts the next answer of a transport. */
export function postAnswer(browser: Browser, id: string, script: AnswerRequest): Promise<LabAnswer<unknown>> {
  return call(browser, 'POST', `/labs/${id}/answer`, script)
}

/** Has the server play bytes (each chunk base64) as a raw client of this lab. */
export function postClient(
  browser: Browser,
  id: string,
  chunks: readonly string[],
): Promise<LabAnswer<unknown>> {
  return call(browser, 'POST', `/labs/${id}/client`, { bytes: chunks })
}

/** Ends a lab and everything open on it. Nobody waits for the answer; a lab left alone ends by itself. */
export function deleteLab(browser: Browser, id: string): void {
  browser.fetch(`/labs/${id}`, { method: 'DELETE', keepalive: true }).catch(() => undefined)
}

/** Whether the server is there and takes new labs. */
export async function isServerThere(browser: Browser): Promise<boolean> {
  const answer = await call(browser, 'GET', '/healthz')
  return answer.ok && isObject(answer.value) && answer.value['status'] === 'ok'
}

/** Any call of the labs'; its answer, or why there is none. */
export async function call(
  browser: Browser,
  method: string,
  path: string,
  body?: unknown,
): Promise<LabAnswer<unknown>> {
  const patience = new AbortController()
  const timer = browser.after(CALL_TIMEOUT_MS, () => patience.abort())
  try {
    const response = await browser.fetch(path, {
      method,
      signal: patience.signal,
      cache: 'no-store',
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    })
    const value = parsedJson(await response.text())
    // A host of files alone answers with a page of its own, or that it takes no such method.
    if (value === undefined) return STATIC_STATUSES.includes(response.status) ? NO_SERVER : GONE
    if (response.ok) return { ok: true, value }
    // 502, 503 and 504 say that nobody is at home just now, whoever says it.
    return response.status >= 502 && response.status <= 504 ? GONE : refusal(value)
  } catch {
    return GONE
  } finally {
    timer.cancel()
  }
}

function asLab(answer: LabAnswer<unknown>): LabAnswer<Lab> {
  if (!answer.ok) return answer
  const { value } = answer
  if (!isObject(value)) return GONE
  const { id, settings, last } = value
  if (typeof id !== 'string' || typeof last !== 'number') return GONE
  return { ok: true, value: { id, settings, last } }
}

/** The contract's `{"error":{"code","message"}}`. Anything else was not said by a lab server. */
function refusal(value: unknown): LabAnswer<never> {
  const error = isObject(value) ? value['error'] : undefined
  if (!isObject(error)) return GONE
  const { code, message } = error
  if (typeof code !== 'string' || typeof message !== 'string') return GONE
  return { ok: false, trouble: { kind: 'refused', code, message } }
}
