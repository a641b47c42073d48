/**
 * The calls of the API and the site, as Hono routes. A call says what becomes of it; that is written on Node's own response, because
 * heads are on show here; Hono finds the route. The transports are answered before this, in `server.ts`.
 */
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono, type Context } from 'hono'
import type { IncomingMessage } from 'node:http'
import type { Awaitable } from './awaitable.ts'
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
type Handler = (incoming: IncomingMessage) => Awaitable<Outcome>

/** What becomes of a call: an answer in JSON, one without content (`done`), a refusal; or the client has left, and nobody is answered. */
type Outcome =
  | { readonly status: number; readonly json: string; readonly headers?: readonly string[] }
  | Refusal
  | 'done'
  | 'gone'

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
        const { incoming } = context.env
        const foreign = method === 'GET' ? undefined : foreignOrigin(incoming, allowedOrigins)
        return answered(context, foreign ?? (await handler(incoming)))
      })
    }
    app.all(path, (context) => answered(context, methodNotAllowed(context.req.method, Object.keys(handlers))))
  }

  /** A call of the lab that the path names. */
  function ofLab(act: (lab: Lab, incoming: IncomingMessage) => Awaitable<Outcome>): Handler {
    return async (incoming) => {
      const lab = await registry.reach(targetOf(incoming)?.labId ?? '')
      if (isRefusal(lab)) return lab
      lab.touch()
      return act(lab, incoming)
    }
  }

  /** Goes on with the parsed body, `{}` for an empty one. */
  async function withBody(
    incoming: IncomingMessage,
    limitBytes: number,
    act: (body: unknown) => Awaitable<Outcome>,
  ): Promise<Outcome> {
    const budget = contexts.budget.of(placeOf(addresses.of(incoming)))
    const body = await readJsonBody(incoming, limitBytes, budget)
    if (isRefusal(body)) return body
    return body.kind === 'gone' ? 'gone' : act(body.kind === 'json' ? body.value : {})
  }

  serve('/healthz', {
    GET: () => (isDraining() ? refuse('draining', 'The server is going down.') : said(200, { status: 'ok' })),
  })

  serve('/labs', {
    POST: (incoming) =>
      withBody(incoming, SETTINGS_LIMIT_BYTES, async (body) => {
        const lab = await registry.create(body, placeOf(addresses.of(incoming)))
        if (isRefusal(lab)) return lab
        const headers = ['Location', `/labs/${lab.id}`, 'Cache-Control', 'no-store']
        return { status: 201, json: labJson(lab), headers }
      }),
  })

  serve('/labs/:lab', {
    GET: ofLab((lab) => ({ status: 200, json: labJson(lab) })),
    PATCH: ofLab((lab, incoming) =>
      withBody(incoming, SETTINGS_LIMIT_BYTES, async (body) => {
        const settings = await lab.patch(body)
        return isRefusal(settings) ? settings : said(200, { ...settings, settings })
      }),
    ),
    DELETE: ofLab(async (lab) => (await lab.end()) ?? 'done'),
  })

  serve('/labs/:lab/events', {
    POST: ofLab((lab, incoming) => {
      const key = incoming.headers['idempotency-key']
      if (typeof key === 'string' && (key === '' || key.length > LONGEST_KEY))
        return refuse('bad-idempotency-key', `The Idempotency-Key has 1 to ${LONGEST_KEY} characters.`)
      return withBody(incoming, EVENT_LIMIT_BYTES, async (body) => {
        if (lab.hasEnded) return labNotFound()
        const published = await lab.publish(body, typeof key === 'string' ? key : undefined)
        return isRefusal(published) ? published : { status: 201, json: published.json }
      })
    }),
  })

  serve('/labs/:lab/faults', {
    POST: ofLab((lab, incoming) =>
      withBody(incoming, FAULT_LIMIT_BYTES, async (body) =>
        lab.hasEnded ? labNotFound() : said(202, await faults.apply(lab, body)),
      ),
    ),
  })

  serve('/labs/:lab/answer', {
    POST: ofLab((lab, incoming) =>
      withBody(incoming, SCRIPT_LIMIT_BYTES, async (body) =>
        said(202, (await contexts.find(lab.id)?.scripted.add(body)) ?? labNotFound()),
      ),
    ),
    DELETE: ofLab(async (lab) => (await lab.inLine.clear()) ?? 'done'),
  })

  serve('/labs/:lab/client', {
    POST: ofLab((lab, incoming) =>
      withBody(incoming, SCRIPT_LIMIT_BYTES, (body) =>
        said(202, scriptedClients.play(lab, body, addresses.of(incoming))),
      ),
    ),
  })

  serve('/labs/:lab/watch', {
    POST: ofLab(async (lab) => {
      const opened = lab.hasEnded ? labNotFound() : await lab.watch.open()
      return isRefusal(opened) ? opened : said(201, { watch: opened.key })
    }),
    DELETE: ofLab(async (lab) => (await lab.watch.end()) ?? 'done'),
  })

  serve('/labs/:lab/observe', { GET: ofLab(needsUpgrade) })

  serve('/watch/:key/observe', {
    async GET({ url = '' }) {
      const watched = await registry.reachWatched(watchKey(url) ?? '')
      return isRefusal(watched) ? watched : needsUpgrade()
    },
  })

  // A transport of a lab that exists answered before it came here: what is left is a wrong method or a wrong id.
  app.all('/labs/:lab/:transport', (context) => {
    const { method } = context.req
    const isRead = method === 'GET' || method === 'HEAD'
    if (!isTransport(targetOf(context.env.incoming)?.call ?? '')) return answered(context, unknownPath())
    return answered(context, isRead ? labNotFound() : methodNotAllowed(method, ['GET']))
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

function targetOf({ url = '' }: IncomingMessage): LabTarget | undefined {
  return labTarget(url)
}

function labJson({ id, settings, feed }: Lab): string {
  return JSON.stringify({ id, settings, last: feed.last })
}

/** What a call gives, as the JSON of its answer; a refusal stays one. */
function said(status: number, result: object): Outcome {
  return isRefusal(result) ? result : { status, json: JSON.stringify(result) }
}

function answered({ env: { outgoing } }: Context<Env>, outcome: Outcome): Response {
  if (outcome === 'done') answerEmpty(outgoing, 204, ['Cache-Control', 'no-store'])
  else if (outcome !== 'gone') {
    if (isRefusal(outcome)) answerRefusal(outgoing, outcome)
    else answerJson(outgoing, outcome.status, outcome.json, outcome.headers)
  }
  return RESPONSE_ALREADY_SENT
}

function needsUpgrade(): Refusal {
  const message = 'This path is a WebSocket: ask with Upgrade: websocket.'
  return refuse('upgrade-required', message, ['Upgrade', 'websocket'])
}

function unknownPath(): Refusal {
  return refuse('not-found', 'There is nothing at this path.')
}
