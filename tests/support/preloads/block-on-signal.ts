/** Loaded before the server: SIGUSR2 keeps its event loop busy for half a second, as a large JSON or a long collection does. */
const BLOCK_MS = 500

process.on('SIGUSR2', () => {
  const until = performance.now() + BLOCK_MS
  while (performance.now() < until);
  console.log('blocked')
})
