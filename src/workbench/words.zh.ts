import { opcodeName } from '../wire/websocket/opcodes.ts'
import bring from './bring-words.zh.ts'
import change from './change-words.zh.ts'
import type { WorkbenchWords } from './words.en.ts'

const zh: WorkbenchWords = {
  choose: '当前内容',
  live: '你的实时运行',
  liveNow: (transport) => `你的实时运行 · 本页用${transport}连到你的实验室，字节录自服务器的套接字`,
  sentNow: (delayMs) => `你的实时运行 · 这是发送用的实验室，单程各加了${delayMs}毫秒，箭头才看得出斜`,
  recorded: '录制',
  brought: '你打开的',
  what(source, benchWords) {
    switch (source.kind) {
      case 'live':
        return `实时：${benchWords.transport[source.transport]}`
      case 'sent':
        return '你发送的'
      case 'tapped':
        return '你自己的服务器，经分接器'
      case 'opened':
        return {
          'saved-run': '保存过的运行',
          'capture-file': '抓包文件',
          har: 'HAR',
          conversation: '文本里的一次对话',
          link: '链接里的运行',
          bench: '图里的运行',
        }[source.from]
      case 'bytes':
        return source.from === 'composed'
          ? '你拼出来的'
          : source.from === 'link'
            ? '链接里的字节'
            : '你打开的字节'
    }
  },
  whose(source, events) {
    if (source.kind === 'capture') return '录制：真实的浏览器对这台服务器，字节录自服务器的套接字。'
    if (source.kind === 'bytes') return `${source.bytes.length}个独立的字节，只在本页里。`
    if (source.kind === 'tapped') return `${events}个事件，来自这台机器上的分接器，只在它的内存和本页里。`
    return `${events}个事件，只在本页里。`
  },
  needsScript: '没有JavaScript，本页只放一次录制。逐个看字段、打开自己的字节、改动和发送，都要启用脚本。',
  publish: '发布一个事件',
  sendBinary: '以二进制发送“Hello”',
  unitOnShow: '当前单元',
  failed: (code) => bring.errors[code],
  reading: {
    progress: (done, total) => `正在读取：${done}MB，共${total}MB`,
    stop: '停止读取',
    done: (total, units) => `${total}MB全部读完：${units}个单元。`,
    stopped: (done, total) => `读到${done}MB时停下，共${total}MB；其余的没有显示。`,
  },
  list: {
    title: '这次运行的单元',
    searching: '正在查找……',
    help: '上下方向键逐个走，回车键进入字节。',
    count: (found, all) => (found === all ? String(all) : `共${all}个，显示${found}个`),
    part: (from, to, of) => `共${of}行，这里是第${from}至${to}行。`,
    empty: '还没有字节经过。',
    nothingFound: '没有符合这些条件的。',
    filters: '筛选',
    direction: '方向',
    directions: { both: '全部', 'client-to-server': '↑ 上行', 'server-to-client': '↓ 下行' },
    kind: '种类',
    sent: '线路上的单元',
    meant: '内容单元',
    allKinds: '所有种类',
    transport: '传输方式',
    allTransports: '所有传输方式',
    fold: '合并ping',
    folded: (count) => `${count}个ping和pong`,
    search: '搜索',
    searchIn: '搜索方式',
    text: '文本',
    notHex: '请写完整的十六进制字节，例如81 05。',
    follows: '列表跟着运行走。',
    still: (newer) => (newer === 0 ? '列表停住了。' : `列表停住了，下面又来了${newer}个。`),
    follow: '继续跟随',
  },
  ...change,
  take: {
    title: '导出',
    run: '保存运行',
    pcapng: 'pcapng，给Wireshark',
    har: 'HAR',
    text: '带注解的文本',
    line: '复制为curl或websocat命令',
    linkToField: '复制这个字段的链接',
    linkWithRun: '复制带着这次运行的链接',
    bytes: '保存字节',
    dump: '复制为十六进制转储',
    saved: (file) => `已存为${file}。`,
    copied: '已复制。',
    copyFailed: '浏览器不让本页复制，请从这里取走。',
    failed: '没有成功。',
    noLine: '这次交换没有完整的请求，写不成命令。',
    toCopy: '待复制',
    tooLong: (characters, limit) =>
      `放进链接太长了：有${characters}个字符，而${limit}个以内才好粘贴。请改为保存运行。`,
    differs(difference) {
      switch (difference.kind) {
        case 'masked-headers':
          return `以下字段的值已被遮盖，所以略去：${difference.names.join('、')}。`
        case 'incomplete-body':
          return '请求的正文不完整。'
        case 'messages-left-out':
          return `有${difference.count}条消息不能按行键入。`
        case 'own-handshake':
          return '程序会用自己的Key，提出自己的扩展。'
        case 'no-lab':
          return '地址里的id只是替身：实验室真正的id是它唯一的钥匙，不随命令给出；请换成你自己实验室的。'
      }
    },
  },
  ...bring,
  compose: {
    title: '拼一个',
    frame: '由字段拼出一帧',
    block: '由字段拼出一个事件块',
    flags: '比特',
    opcode: '操作码',
    opcodeName: (opcode) => `0x${opcode.toString(16)} ${opcodeName(opcode) ?? '保留'}`,
    key: '掩码键',
    random: '随机',
    payload: '有效载荷',
    payloadAs: '有效载荷写作',
    closeCode: '关闭码',
    lengthForm: '长度写在',
    shortest: '最短的写法里',
    bits: (bits) => `${bits}个比特里`,
    claimed: '声称的长度',
    true: '真实的长度',
    blockFields: { comment: '注释', type: 'event', id: 'id', retry: 'retry' },
    lineEnd: '行尾',
    unfinished: '不写末尾的空行',
    put: '打开它',
    wrong: {
      key: '掩码键是四个十六进制字节。',
      payload: '有效载荷不是完整的十六进制字节。',
      'close-code': '关闭码是0到65535的数。',
      length: '这种写法装不下这个长度。',
      'line-break': '换行会另起一行；只有data可以有换行。',
      empty: '里面一个字节也没有。',
    },
  },
}

export default zh
