/**
 * What the lab's browser side asks of the browser, as one small interface: requests, sockets, time, frames
 * and whether anybody looks. Nothing here runs until a bench starts, so that a build without a window can
 * make benches; tests hand in one of their own.
 */

export interface Timer {
  cancel(): void
}

export interface Socket {
  send(text: string): void
  /** The listener hears nothing any more. */
  close(): void
}

export interface SocketListener {
  message(data: unknown): void
  /** It closed, or never opened, and not because of `close()`. */
  closed(): void
}

export interface Browser {
  /** Names itself in a trace's header. */
  readonly client: string
  fetch(path: string, init: RequestInit): Promise<Response>
  openSocket(path: string, listener: SocketListener): Socket
  /** Milliseconds since the Unix epoch, with a fraction, on the browser's own clock. Never goes back. */
  now(): number
  after(ms: number, fire: () => void): Timer
  /** Calls once before the next frame is drawn; in a tab that draws none, a quarter of a second later. */
  onFrame(fire: () => void): Timer
  /** 0 to 1, as `Math.random`. */
  random(): number
  /** Tells when the tab goes out of sight, comes back, and when the page is left for good. */
  watch(tell: (sight: 'hidden' | 'visible' | 'left') => void): () => void
}

const FRAME_AT_LATEST_MS = 250

/** The browser this page runs in. */
export function thisBrowser(): Browser {
  return {
    client: navigator.userAgent,
    fetch: (path, init) => fetch(path, init),
    openSocket,
    now: () => performance.timeOrigin + performance.now(),
    after,
    onFrame,
    random: Math.random,
    watch,
  }
}

function openSocket(path: string, listener: SocketListener): Socket {
  const socket = webSocket(path)
  socket.onmessage = ({ data }) => listener.message(data)
  socket.onclose = () => listener.closed()
  return {
    send: (text) => socket.send(text),
    close() {
      socket.onmessage = null
      socket.onclose = null
      socket.close()
    },
  }
}

/** Older browsers take only an absolute URL here. */
function webSocket(path: string): WebSocket {
  try {
    return new WebSocket(path)
  } catch {
    return new WebSocket(new URL(path, location.href.replace(/^http/, 'ws')))
  }
}

function after(ms: number, fire: () => void): Timer {
  const timer = setTimeout(fire, ms)
  return { cancel: () => clearTimeout(timer) }
}

function onFrame(fire: () => void): Timer {
  const cancel = () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
  const once = () => {
    cancel()
    fire()
  }
  const frame = requestAnimationFrame(once)
  const timer = setTimeout(once, FRAME_AT_LATEST_MS)
  return { cancel }
}

function watch(tell: (sight: 'hidden' | 'visible' | 'left') => void): () => void {
  const look = () => tell(document.visibilityState === 'hidden' ? 'hidden' : 'visible')
  const leave = () => tell('left')
  document.addEventListener('visibilitychange', look)
  window.addEventListener('pagehide', leave)
  return () => {
    document.removeEventListener('visibilitychange', look)
    window.removeEventListener('pagehide', leave)
  }
}
