/** Vite's development server: modules by the dozen, and its socket, by which it has the page loaded anew. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createServer } from 'vite'

/** Each load of the page is told, since the page itself is gone by the next. */
const MAIN = (text) => `
const heard = JSON.parse(sessionStorage.getItem('heard') ?? '[]')
heard.push('${text}')
sessionStorage.setItem('heard', JSON.stringify(heard))
if (heard.length === 2) window.done = heard
document.title = 'loaded ' + heard.length
`

export async function serve({ nudged }) {
  const root = mkdtempSync(join(process.cwd(), 'vite-'))
  writeFileSync(
    join(root, 'index.html'),
    '<!doctype html><title>vite</title><script type="module" src="/main.js"></script>',
  )
  writeFileSync(join(root, 'main.js'), MAIN('first'))
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    server: { port: 0, host: '127.0.0.1' },
  })
  await server.listen()
  nudged(() => writeFileSync(join(root, 'main.js'), MAIN('second')))
  return { port: server.httpServer.address().port }
}

export async function client(url) {
  const [page, script] = await Promise.all(
    ['/', '/main.js'].map(async (path) => (await fetch(url + path)).text()),
  )
  return [page.includes('/@vite/client'), script.includes("'first'")]
}
