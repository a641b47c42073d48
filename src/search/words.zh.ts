import type { SearchWords } from './words.en.ts'

const zh: SearchWords = {
  title: '搜索',
  open: '搜索（/）',
  close: '关闭',
  field: '搜索章节、各站讲解、订正、术语和字段',
  hint: '输入一两个词就行：掩码、304、重连、游标。按下方向键进入结果，按回车打开第一个。',
  loading: '正在取索引……',
  failed: '索引没有取到。再试一次，或者去术语表里找。',
  glossary: '去术语表',
  none: (query) => `这里没有“${query}”。`,
  found: (count) => `${count}处`,
  more: (count) => `还有${count}处，再加一个词可以缩小范围`,
  kinds: {
    chapter: '章节里',
    term: '术语',
    correction: '订正',
    figure: '图',
    stop: '图里的站',
    field: '字段，在“逐字节看”里打开',
    capture: '录制',
  },
}

export default zh
