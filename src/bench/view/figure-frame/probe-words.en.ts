import bench from '../words.en.ts'
import { probeTable } from './probe-table.ts'

export default probeTable(
  bench,
  'your run, live: your browser’s own EventSource, bytes from the server’s socket',
  'your run, stopped: it was off the screen',
)
