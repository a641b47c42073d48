/** express with compression and a hundred files of many sizes. */
import compression from 'compression'
import { createHash } from 'node:crypto'
import express from 'express'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { listen } from './listen.mjs'

const COUNT = 100
const PAGE = `<!doctype html><title>express</title><script>
  Promise.all(Array.from({ length: ${COUNT} }, async (_, n) => (await (await fetch('/' + n + '.txt')).text()).length))
    .then((lengths) => (window.done = lengths))
</script>`

export function serve() {
  const folder = mkdtempSync(join(process.cwd(), 'files-'))
  for (let n = 0; n < COUNT; n++) writeFileSync(join(folder, `${n}.txt`), `file ${n} `.repeat(n * n))
  writeFileSync(join(folder, 'index.html'), PAGE)
  const app = express()
  app.use(compression())
  app.use(express.static(folder))
  app.post('/size', (request, response) => {
    let size = 0
    request.on('data', (bytes) => (size += bytes.length))
    request.on('end', () => response.json({ size }))
  })
  return listen(createServer(app))
}

export async function client(url) {
  const heard = []
  for (let n = 0; n < COUNT; n += 7) {
    const answer = await fetch(`${url}/${n}.txt`)
    const hash = createHash('sha256')
      .update(await answer.text())
      .digest('hex')
    heard.push(`${answer.status} ${answer.headers.get('content-encoding')} ${hash}`)
  }
  const missing = await fetch(`${url}/none`)
  heard.push(missing.status)
  await missing.text()
  const sent = await fetch(`${url}/size`, { method: 'POST', body: Buffer.alloc(300_000) })
  return [...heard, await sent.json()]
}
