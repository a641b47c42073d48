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
  steps: {
    begins: {
      title: '文档的开头',
      text: (bytes) => `第一个脚本到了，它有${bytes}字节：一个doctype，一个标题，和这个脚本。`,
    },
    grows: {
      title: '每个事件都多一个脚本',
      text: (scripts, seconds) =>
        `${seconds}秒里来了${scripts}个脚本，其中也有心跳。每一个都运行过，事情做完了，却留在文档里。`,
    },
    keeps: {
      title: '页面用得着的只有一个',
      text: (event, bytes) => `最新的事件是${event}字节。文档留着${bytes}字节，一点也不放手：它还在加载。`,
    },
  },
}

export default zh
