import bench from './bench-words.en.ts'
import { ownRunTable } from './own-run-table.ts'

export default ownRunTable(
  bench,
  'live, yours: your browser’s own EventSource, the bytes from the server’s socket',
  'your run, stopped: it was off the screen',
)
