/** Where the links of the figure that chooses lead, in every language. */

/** `to`: a page's slug and an anchor on it, or an anchor on this page. */
export interface LinkedWords {
  readonly text: string
  readonly to: string
  readonly link: string
}

/** The runs on this site that show what a reason or a warning says. */
const TO = {
  'ends-by-itself': 'sse/#figure-stream-ends',
  'asks-by-post': 'iframe-streaming/held-back/#figure-fetch-instead',
  'cached-for-all': 'long-polling/#figure-not-modified',
  'half-an-interval': 'long-polling/#figure-the-interval',
  'said-often': 'sse-vs-websocket/#figure-byte-stack-conversation',
  'bytes-as-they-are': '#figure-byte-stack-kilobyte',
  'one-way-is-enough': 'sse/#figure-three-events',
  'comes-back-by-itself': '#figure-both-cut',
  'seldom-is-cheap': 'sse-vs-websocket/#figure-both-ways',
  'plain-http': 'sse/#figure-once-each',
  'six-connections': 'sse/format/#figure-seventh-connection',
  buffering: 'iframe-streaming/held-back/#figure-buffer-before-and-after',
  'upgrade-refused': 'websocket/endings/#figure-ten-ends-table',
  'coming-back-is-yours': '#figure-both-cut',
  silence: 'websocket/endings/#figure-two-cuts-table',
  base64: '#figure-byte-stack-kilobyte',
  'resume-is-yours': 'sse/#figure-cut-and-resume',
} as const

/** Joins what a reason says with the place its link leads to. */
export function linked<Name extends keyof typeof TO>(
  words: Readonly<Record<Name, readonly [text: string, link: string]>>,
): Readonly<Record<Name, LinkedWords>> {
  const withPlaces = {} as Record<Name, LinkedWords>
  for (const name of Object.keys(words) as Name[]) {
    const [text, link] = words[name]
    withPlaces[name] = { text, link, to: TO[name] }
  }
  return withPlaces
}
