/**
 * The calls of the API and the site, as Hono routes. Each handler writes Node's own response and says so, because
 * heads are on show here; Hono finds the route. The transports are answered before this, in `server.ts`.
 */
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono, type Context } from 'hono'
import { answerEmpty, answerJson, answerOwnMistake, answerRefusal, type Report } from './http/answer.ts'
import { isRefusal, labNotFound, methodNotAllowed, refuse, type Refusal } from './errors.ts'
import type { Faults } from './faults.ts'
import { placeOf, type ClientAddresses } from './http/client-address.ts'
import { readJsonBody } from './http/json-body.ts'
import { labTarget, splitTarget, watchKey, type LabTarget } from './http/target.ts'
import type { Lab } from './lab/lab.ts'
import { foreignOrigin, type AllowedOrigins } from './http/origin.ts'
import type { ScriptedClients } from './scripted-clients.ts'
import type { LabContexts } from './lab-contexts.ts'
import type { Site } from './site/site.ts'
import { isTransport } from './transports/table.ts'

type Env = { Bindings: HttpBindings }
type Handler = (context: Context<Env>) => void | Promise<void>

export interface AppParts {
  readonly contexts: LabContexts
  readonly faults: Faults
  readonly scriptedClients: ScriptedClients
  readonly allowedOrigins: AllowedOrigins
  readonly addresses: ClientAddresses
  readonly isDraining: () => boolean
  readonly report: Report
  /** The built pages; without them (they come from elsewhere, or were not built) only the API is served. */
  readonly site: Site | undefined
}

const SETTINGS_LIMIT_BYTES = 8 * 1024
const EVENT_LIMIT_BYTES = 64 * 1024
/** A `ws-raw` of 64 KiB in base64, and the object around it. */
const FAULT_LIMIT_BYTES = 88 * 1024
/** The same in up to 256 pieces, and as many header lines as may be chosen. */
const SCRIPT_LIMIT_BYTES = 128 * 1024
const LONGEST_KEY = 255

/** The app that serves everything but the transports' own answers. */
export function createApp({
  contexts,
  faults,
  scriptedClients,
  allowedOrigins,
  addresses,
  isDraining,
  report,
  site,
}: AppParts): Hono<Env> {
  // Paths as they are on the wire, like everywhere: Hono would decode them.
  const app = new Hono<Env>({
    getPath: (_, options) => splitTarget(options?.env?.incoming.url ?? '').path,
  })
  const { registry } = contexts

  /** Puts a path's methods in place; the others get 405. Methods that change things ask for the origin first. */
  function serve(path: string, handlers: Readonly<Record<string, Handler>>): void {
    for (const [method, handler] of Object.entries(handlers)) {
      app.on(method, path, async (context) => {
        const { incoming, outgoing } = context.env
        const foreign = method === 'GET' ? undefined : foreignOrigin(incoming, allowedOrigins)
        if (foreign === undefined) await handler(context)
        else answerRefusal(outgoing, foreign)
        return RESPONSE_ALREADY_SENT
      })
    }
    app.all(path, (context) => refused(context, methodNotAllowed(context.req.method, Object.keys(handlers))))
  }

  /** The lab of the path; where there is none, that is answered. */
  async function labOf(context: Context<Env>): Promise<Lab | undefined> {
    const lab = await registry.reach(targetOf(context)?.labId ?? '')
    if (isRefusal(lab)) answerRefusal(context.env.outgoing, lab)
    else {
      lab.touch()
      return lab
    }
    return undefined
  }

  /** The parsed body, `{}` for an empty one; where it cannot be had, that is answered. */
  async function bodyOf({ env }: Context<Env>, limitBytes: number): Promise<{ value: unknown } | undefined> {
    const budget = contexts.budget.of(placeOf(addresses.of(env.incoming)))
    const body = await readJsonBody(env.incoming, limitBytes, budget)
    if (isRefusal(body)) answerRefusal(env.outgoing, body)
    else if (body.kind === 'json') return { value: body.value }
    else if (body.kind === 'empty') return { value: {} }
    return undefined
  }

  serve('/healthz', {
    GET({ env }) {
      if (isDraining()) answerRefusal(env.outgoing, refuse('draining', 'The server is going down.'))
      else answerJson(env.outgoing, 200, '{"status":"ok"}')
    },
  })

  serve('/labs', {
    async POST(context) {
      const body = await bodyOf(context, SETTINGS_LIMIT_BYTES)
      if (body === undefined) return
      const { incoming, outgoing } = context.env
      const lab = await registry.create(body.value, placeOf(addresses.of(incoming)))
      if (isRefusal(lab)) answerRefusal(outgoing, lab)
      else
        answerJson(outgoing, 201, labJson(lab), ['Location', `/labs/${lab.id}`, 'Cache-Control', 'no-store'])
    },
  })

  serve('/labs/:lab', {
    async GET(context) {
      const lab = await labOf(context)
      if (lab !== undefined) answerJson(context.env.outgoing, 200, labJson(lab))
    },
    async PATCH(context) {
      const lab = await labOf(context)
      if (lab === undefined) return
      const body = await bodyOf(context, SETTINGS_LIMIT_BYTES)
      if (body === undefined) return
      const settings = await lab.patch(body.value)
      if (isRefusal(settings)) answerRefusal(context.env.outgoing, settings)
      else answerJson(context.env.outgoing, 200, JSON.stringify({ ...settings, settings }))
    },
    async DELETE(context) {
      const lab = await labOf(context)
      if (lab === undefined) return
      const refused = await lab.end()
      if (refused !== undefined) answerRefusal(context.env.outgoing, refused)
      else answerEmpty(context.env.outgoing, 204, ['Cache-Control', 'no-store'])
    },
  })

  serve('/labs/:lab/events', {
    async POST(context) {
      const lab = await labOf(context)
      if (lab === undefined) return
      const { incoming, outgoing } = context.env
      const key = incoming.headers['idempotency-key']
      if (typeof key === 'string' && (key === '' || key.length > LONGEST_KEY)) {
        return answerRefusal(
          outgoing,
          refuse('bad-idempotency-key', `The Idempotency-Key has 1 to ${LONGEST_KEY} characters.`),
        )
      }
      const body = await bodyOf(context, EVENT_LIMIT_BYTES)
      if (body === undefined) return
      await answerEvent(lab, typeof key === 'string' ? key : undefined, body.value, outgoing)
    },
  })

  serve('/labs/:lab/faults', {
    async POST(context) {
      const lab = await labOf(context)
      if (lab === undefined) return
      const body = await bodyOf(context, FAULT_LIMIT_BYTES)
      if (body === undefined) return
      const { outgoing } = context.env
      const met = lab.hasEnded ? labNotFound() : await faults.apply(lab, body.value)
      if (isRefusal(met)) answerRefusal(outgoing, met)
      else answerJson(outgoing, 202, JSON.stringify(met))
    },
  })

  serve('/labs/:lab/answer', {
    async POST(context) {
      const lab = await labOf(context)
      if (lab === undefined) return
      const body = await bodyOf(context, SCRIPT_LIMIT_BYTES)
      if (body === undefined) return
      const { outgoing } = context.env
      const added = (await contexts.find(lab.id)?.scripted.add(body.value)) ?? labNotFound()
      if (isRefusal(added)) answerRefusal(outgoing, added)
      else answerJson(outgoing, 202, JSON.stringify(added))
    },
    async DELETE(context) {
      const lab = await labOf(context)
      if (lab === undefined) return
      const refused = await lab.inLine.clear()
      if (refused !== undefined) answerRefusal(context.env.outgoing, refused)
      else answerEmpty(context.env.outgoing, 204, ['Cache-Control', 'no-store'])
    },
  })

  serve('/labs/:lab/client', {
    async POST(context) {
      const lab = await labOf(context)
      if (lab === undefined) return
      const body = await bodyOf(context, SCRIPT_LIMIT_BYTES)
      if (body === undefined) return
      const { incoming, outgoing } = context.env
      const played = scriptedClients.play(lab, body.value, addresses.of(incoming))
      if (isRefusal(played)) answerRefusal(outgoing, played)
      else answerJson(outgoing, 202, JSON.stringify(played))
    },
  })

  serve('/labs/:lab/watch', {
    async POST(context) {
      const lab = await labOf(context)
      if (lab === undefined) return
      const opened = lab.hasEnded ? labNotFound() : await lab.watch.open()
      if (isRefusal(opened)) answerRefusal(context.env.outgoing, opened)
      else {
        const body = JSON.stringify({ watch: opened.key })
        answerJson(context.env.outgoing, 201, body, ['Cache-Control', 'no-store'])
      }
    },
    async DELETE(context) {
      const lab = await labOf(context)
      if (lab === undefined) return
      const refused = await lab.watch.end()
      if (refused !== undefined) answerRefusal(context.env.outgoing, refused)
      else answerEmpty(context.env.outgoing, 204, ['Cache-Control', 'no-store'])
    },
  })

  serve('/labs/:lab/observe', {
    async GET(context) {
      if ((await labOf(context)) !== undefined) answerRefusal(context.env.outgoing, needsUpgrade())
    },
  })

  serve('/watch/:key/observe', {
    async GET({ env }) {
      const watched = await registry.reachWatched(watchKey(env.incoming.url ?? '') ?? '')
      answerRefusal(env.outgoing, isRefusal(watched) ? watched : needsUpgrade())
    },
  })

  // A transport of a lab that exists answered before it came here: what is left is a wrong method or a wrong id.
  app.all('/labs/:lab/:transport', (context) => {
    const { method } = context.req
    const isRead = method === 'GET' || method === 'HEAD'
    if (!isTransport(targetOf(context)?.call ?? '')) return refused(context, unknownPath())
    return refused(context, isRead ? labNotFound() : methodNotAllowed(method, ['GET']))
  })

  app.notFound((context) => {
    const { incoming, outgoing } = context.env
    const isApi = /^\/(?:labs|watch)(?:\/|$)/.test(context.req.path)
    if (isApi || site === undefined || !site.answer(incoming, outgoing, allowedOrigins.own))
      answerRefusal(outgoing, unknownPath())
    return RESPONSE_ALREADY_SENT
  })

  app.onError((mistake, context) => {
    answerOwnMistake(context.env.incoming, context.env.outgoing, mistake, report)
    return RESPONSE_ALREADY_SENT
  })

  return app
}

async function answerEvent(
  lab: Lab,
  key: string | undefined,
  body: unknown,
  outgoing: HttpBindings['outgoing'],
): Promise<void> {
  if (lab.hasEnded) return answerRefusal(outgoing, labNotFound())
  const published = await lab.publish(body, key)
  if (isRefusal(published)) answerRefusal(outgoing, published)
  else answerJson(outgoing, 201, published.json)
}

function targetOf({ env }: Context<Env>): LabTarget | undefined {
  return labTarget(env.incoming.url ?? '')
}

function labJson({ id, settings, feed }: Lab): string {
  return JSON.stringify({ id, settings, last: feed.last })
}

function refused(context: Context<Env>, refusal: Refusal): Response {
  answerRefusal(context.env.outgoing, refusal)
  return RESPONSE_ALREADY_SENT
}

function needsUpgrade(): Refusal {
  const message = 'This path is a WebSocket: ask with Upgrade: websocket.'
  return refuse('upgrade-required', message, ['Upgrade', 'websocket'])
}

function unknownPath(): Refusal {
  return refuse('not-found', 'There is nothing at this path.')
}
