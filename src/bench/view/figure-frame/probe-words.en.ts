import bench from '../words.en.ts'
import { probeTable } from './probe-table.ts'

export default probeTable(
  bench,
  'live, yours: your browser’s own EventSource, the bytes from the server’s socket',
  'your run, stopped: it was off the screen',
)
