/** What `/tap/` tells to copy, in both languages: a server to try it on, and the commands. A test does just that. */

/** A page and an event stream, with a mistake or two that findings know of. */
export const TOY_SERVER = `import { createServer } from 'node:http'

const page = \`<title>news</title><body><script>
  const source = new EventSource('/news')
  source.onmessage = ({ data }) => document.body.append(data, ' ')
</script>\`

createServer((request, response) => {
  const isStream = request.url === '/news'
  const type = isStream ? 'text/event-stream' : 'text/html'
  response.writeHead(200, { 'Content-Type': type })
  if (!isStream) return response.end(page)
  let count = 0
  const send = () => response.write(\`data: \${++count}\\n\\n\`)
  const timer = setInterval(send, 1000)
  response.on('close', () => clearInterval(timer))
}).listen(3000, '127.0.0.1')`

export const TAP_COMMAND = 'npm run -s tap -- http://127.0.0.1:3000'

export const TAP_PRINTS = `In place of http://127.0.0.1:3000 use  http://127.0.0.1:40001
Watch it at  http://127.0.0.1:40002/inspector/#tap=…`

export const FINDINGS_COMMAND = 'npm run -s inspect -- --findings ~/Downloads/run.json'
