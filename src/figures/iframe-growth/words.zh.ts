import type { IframeGrowthWords } from './words.en.ts'
import { grouped } from '../../words/numbers.ts'

const zh: IframeGrowthWords = {
  title: '没人看见的那个文档',
  bytesAxis: '它留着的HTML，字节',
  timeAxis: '发出请求后的秒数',
  held: '文档',
  needed: '最新的事件',
  heldScripts: (count) => `文档，${count}个脚本`,
  thrownAway: '整个丢掉',
  byBytes: '按线路上的字节算',
  byBytesValue: (scripts, bytes) => `${grouped(scripts)}个脚本，${grouped(bytes)}字节`,
  newest: '页面用得着的部分',
  newestValue: (bytes) => `${grouped(bytes)}字节，就是最新的事件`,
  byDocument: '你的iframe里的文档自己说（nonce它不给看）',
  byDocumentValue: (scripts, characters) => `${grouped(scripts)}个脚本，${grouped(characters)}个字符`,
  noDocument: '你自己的运行开着时才有',
  bytes: (count) => grouped(count),
  asTable: '同样的内容，列成表',
  second: '秒',
  scriptsHeld: '留着的脚本',
  bytesHeld: '留着的字节',
  label: (scripts, bytes) => `每来一个脚本，文档就大一点：到最后有${scripts}个脚本，${bytes}字节`,
}

export default zh
