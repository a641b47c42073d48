import type { KeyWords } from './key-words.en.ts'

const zh: KeyWords = {
  title: '按键',
  open: '按键（?）',
  close: '关闭',
  note: '按键只对焦点所在之处起作用，用Tab键换地方。',
  single: '让单个按键（/、p、n、?）起作用',
  places: {
    page: '任何地方，输入框里和按钮上除外',
    guess: '猜题时',
    story: '讲解里：一站、一步、一栏',
    lists: '图里、列表里、代码里',
    bytes: '字节和比特里',
  },
  deeds: {
    search: '打开搜索',
    chapter: '上一页，下一页',
    sheet: '打开这张表',
    close: '关上它们',
    choose: '选一个答案',
    give: '就猜这个',
    stop: '上一站，下一站',
    slice: '上一个切片，下一个切片',
    row: '上一个，下一个（标记、行）',
    beside: '旁边一栏；代码里，按执行顺序的上一行、下一行',
    ends: '第一个，最后一个',
    open: '打开它：看字节，或跳到这一行执行的时刻',
    field: '上一个，下一个（字段、比特）',
    into: '进入字段，退出字段',
    deeper: '在字节里同上；在比特里，到下一行、上一行',
    byte: '上一个字节，下一个字节',
    unit: '上一个，下一个（帧、首部或分块）',
    change: '改一个字节或比特，在“逐字节看”里可以改的地方',
  },
}

export default zh
