import type { StoryWords } from './words.en.ts'

const zh: StoryWords = {
  steps: '图里的内容，一步一步讲。用左右方向键前后走。',
  label: '这次运行的经过。用左右方向键一站一站地走，按住Shift则一个切片一个切片地走。',
  count: (stop, of) => `第${stop}站，共${of}站`,
  at: (seconds) => `${seconds}秒`,
  previous: '上一站',
  next: '下一站',
  play: '播放',
  pause: '暂停',
  link: '复制这一刻的链接',
  linkCopied: '链接已复制',
  linkFailed: '链接在地址栏里',
  runSaved: '这次运行太长，放不进链接，已存成文件',
  openBytes: '看这些字节',
  openLine: '看这一刻的代码',
  heard: (stop, of, title) => `第${stop}站，共${of}站：${title}。`,
}

export default zh
