import bench from '../words.zh.ts'
import { probeTable } from './probe-table.ts'

export default probeTable(
  bench,
  '你的实时运行：浏览器自己的EventSource，字节录自服务器的套接字',
  '你的运行，已停止：移出了屏幕',
)
