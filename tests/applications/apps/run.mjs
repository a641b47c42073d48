/**
 * Runs one application, or its client, where the packages are installed: `node run.mjs NAME serve` prints `PORT n` once it accepts
 * connections; `node run.mjs NAME client URL` prints what the client heard, as JSON. A line on standard input tells a server to go on.
 */
const [name, what, url] = process.argv.slice(2)
const { serve, client } = await import(`./${name}.mjs`)

if (what === 'serve') {
  const nudges = []
  const { port } = await serve({ nudged: (listener) => nudges.push(listener) })
  process.stdin.on('data', () => nudges.forEach((listener) => listener()))
  console.log(`PORT ${port}`)
} else {
  console.log(JSON.stringify(await client(url)))
  process.exit(0)
}
