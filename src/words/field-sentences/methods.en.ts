/** What methods and status codes mean, in English. */

const METHODS: Readonly<Record<string, string>> = {
  GET: 'GET asks for something and promises to change nothing, so a browser may repeat it without asking.',
  HEAD: 'HEAD asks for the head alone: the same answer as to GET, but without its content.',
  POST: 'POST hands something over to be dealt with. Done twice it may count twice.',
  PUT: 'PUT stores the content under this very name; done twice, the result is the same.',
  PATCH: 'PATCH changes a part of what is there.',
  DELETE: 'DELETE asks for this to be removed.',
  OPTIONS: 'OPTIONS asks what is allowed here; browsers send it before some requests to other origins.',
  CONNECT: 'CONNECT asks a proxy for a tunnel to somewhere else.',
}

const STATUSES: Readonly<Partial<Record<number, string>>> = {
  100: '100 Continue: the head is fine, go on and send the content. The final response comes later.',
  101: '101 Switching Protocols: agreed. After this head’s empty line the connection speaks another protocol.',
  200: '200 OK: here is what was asked for.',
  201: '201 Created: the request has made something new.',
  202: '202 Accepted: understood, and it will be seen to.',
  204: '204 No Content: all is well and there is nothing to send. For a held poll: nothing happened in all that time, ask again.',
  304: '304 Not Modified: the version named in If-None-Match still holds, so the server sends no content. One more poll that brought nothing new.',
  400: '400 Bad Request: the server cannot make sense of what was sent; sending it again unchanged will not help.',
  403: '403 Forbidden: understood, and refused.',
  404: '404 Not Found: there is nothing of that name here (or no longer).',
  405: '405 Method Not Allowed: the thing exists, but not for this method. Allow says for which.',
  408: '408 Request Timeout: the request did not become complete in time.',
  413: '413 Content Too Large: more was sent than the server is willing to take.',
  426: '426 Upgrade Required: here the server only speaks the protocol named in Upgrade.',
  429: '429 Too Many Requests: slow down; Retry-After may say for how long.',
  500: '500 Internal Server Error: the server failed, and it is not the client’s fault.',
  503: '503 Service Unavailable: not now. The same request may well succeed later.',
}

const CLASSES: Readonly<Partial<Record<number, string>>> = {
  1: 'an interim response, the final one is still to come.',
  2: 'the request was received, understood and accepted.',
  3: 'the client has to do something more to get what it wants.',
  4: 'the request is wrong or cannot be fulfilled as it is.',
  5: 'the server failed at a request that seems valid.',
}

/** Says what a method asks for. */
export function englishMethod(method: string): string {
  const known = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined
  return known ?? `${method} is the method: what the client wants done. It is none of the common ones.`
}

/** Says what a status code tells the client. */
export function englishStatus(status: number): string {
  const known = STATUSES[status]
  if (known !== undefined) return known
  const family = CLASSES[Math.floor(status / 100)]
  return family === undefined
    ? `${status} is in none of the five classes; a client treats it as an error of the server (5xx).`
    : `${status}: ${family} A client that does not know the code treats it as ${Math.floor(status / 100)}00.`
}
