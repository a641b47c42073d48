/** Lets a server listen on a free port of loopback, and gives it. */
export function listen(server) {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve({ port: server.address().port })),
  )
}
