import type { ConnectionEnd } from '../../wire/trace/trace.ts'
import type { FindingCode } from '../../wire/findings/finding.ts'
import type { FindingText, FindingWords } from './words.en.ts'

const ENDED: Readonly<Record<ConnectionEnd, string>> = {
  fin: '客户端挂断了',
  reset: '连接被重置',
  timeout: '路上的中间设备丢掉了它',
  'closed-by-server': '服务器挂断了',
}

const TEXTS: Readonly<Record<FindingCode, FindingText>> = {
  'stream-head': {
    says: ({ what, value }) =>
      what === 'type'
        ? `这是事件流，类型却写成${value === '' ? '空的' : value}。`
        : what === 'compressed'
          ? `事件流被压缩了（${value}）。`
          : `事件流带了长度：${value}字节之后就结束。`,
    harm: '类型不是text/event-stream，EventSource什么也不收，从此放弃。压缩器要攒够了才放出事件。会结束的流，过几秒就被重新请求一次，没完没了。',
    remedy:
      'Content-Type写text/event-stream，不写Content-Length，并对这个响应关掉压缩（或者每个事件之后都flush；Cache-Control: no-transform请路上的中间设备也别压缩）。',
  },
  'events-in-one-write': {
    says: ({ events, seconds }) => `好几个事件总是一起到：${seconds}秒没有动静，然后一次写出${events}个。`,
    harm: '有什么东西把它们扣住了（带缓冲的代理、压缩器、没有flush的写），或者它们本来就是成批产生的。等第一个事件的人，要等到整批都齐。',
    remedy: '每个事件之后都flush。请代理来多少传多少：X-Accel-Buffering: no，proxy_buffering off。',
  },
  'silent-stream': {
    says: ({ seconds }) => `这个流上有${seconds}秒什么也没有来，连注释也没有。`,
    harm: '路上的中间设备会丢掉没有动静的连接，常常一分钟就丢，而且谁也不通知：页面继续等着不可能再来的事件。',
    remedy: '每15秒左右发一行注释（": alive"）。',
  },
  'event-ids': {
    says: ({ what, events, from, to }) =>
      what === 'none' ? `${events}个事件，没有一个带id。` : `id往回走了，从${from}到${to}。`,
    harm: '重新连上的客户端用Last-Event-ID说自己收到了哪里。没有id就说不出来，这段时间的事件就丢了；id往回走，就会重复或者缺失。',
    remedy: '给每个事件一个id，按事件发生的顺序，让服务器能从它接着发。',
  },
  'bad-retry': {
    says: ({ what, value }) => (what === 'zero' ? 'retry: 0。' : `retry: ${value}，不全是数字，会被忽略。`),
    harm: '写0，所有客户端每次都立刻回来，刚启动的服务器一下子面对全部。被忽略时，用的是浏览器自己的几秒间隔。',
    remedy: 'retry: 3000，毫秒，只写数字；最好再带一点随机。',
  },
  'injected-field': {
    says: ({ what, name }) =>
      what === 'field'
        ? `data后面出现了一行${name}:，这个流平时不这样写；数据里的换行就会造出这样一行。`
        : `data后面的一行“${name}”不是字段，它丢了。`,
    harm: '数据里换行之后的内容会被当作字段来读。文字丢失；而且写这段文字的人可以替所有人设定事件的类型或id。',
    remedy: '数据的每一行前面都写data:（按CR LF、CR、LF切分），或者发JSON，它的字符串里没有换行。',
  },
  'doubled-event-source': {
    says: ({ what, open, before }) =>
      what === 'leak'
        ? `这个地址同时开着${open}个流，原来是${before}个：一次结束之后，回来的比走掉的多。`
        : `同一个浏览器在同一时刻对一个地址开了${open}个流。`,
    harm: '在error处理函数里新建EventSource，旧的那个还在，它自己也会回来。事件收到两遍；断几次之后，浏览器的六条连接就用完了。',
    remedy: '让EventSource自己重连；只有readyState是CLOSED时才新建，并先close()。两个标签页也会开两个流。',
  },
  'reconnection-rush': {
    says: ({ what, times, ms }) =>
      what === 'no-pause'
        ? `又请求了${times}次，每次都在上一次结束后${ms}毫秒之内。`
        : `一次结束之后，${times}个客户端在${ms}毫秒之内一起回来。`,
    harm: '答不了的服务器，反而被问得更多。刚起来的服务器，在同一刻迎来所有客户端。',
    remedy: '回来之前先等一等，一次比一次久，其中一部分是随机的。',
  },
  'final-status': {
    says: ({ status }) => `状态码${status}：EventSource就此放弃。`,
    harm: '只有断掉或结束的流它才会重连。别的状态码一来它就关闭，部署期间代理回的503也一样，页面只听到一个error事件。',
    remedy: 'readyState是CLOSED时，过一会儿自己新建一个。要让客户端别再来，就回204。',
  },
  'ignored-last-event-id': {
    says: ({ what, asked, id }) =>
      what === 'again'
        ? `Last-Event-ID: ${asked}，响应却从客户端已有的${id}开始。`
        : `Last-Event-ID: ${asked}，响应却从${id}开始：中间的丢了。`,
    harm: '靠这个首部字段，流才能从断开的地方接着来。服务器不读它，每断一次就丢事件，或者重复。',
    remedy: '读Last-Event-ID，发它之后的事件；已经不再保留的，要说出来。',
  },
  'long-poll-loop': {
    says: ({ what, times }) =>
      what === 'at-once'
        ? `接连${times}次请求，每次都立刻得到没有新内容的响应，又立刻再问。`
        : `${times}次长轮询都带来了新内容，而请求里从来不说客户端已有什么。`,
    harm: '不挂起的长轮询，就是线路有多快就问多快的轮询。没有游标，响应和下一次请求之间发生的事就丢了。',
    remedy: '把请求留住，直到有新内容，或者过了半分钟。响应里带游标，下一次请求把它带回来。',
  },
  'overlapping-polls': {
    says: ({ times }) => `有${times}次，上一个请求还没有响应，就又请求了。`,
    harm: '定时器问得比服务器答得快：请求堆积，响应互相超车，旧的可能盖过新的。',
    remedy: '等响应到了，再开始下一次轮询的计时。',
  },
  'socket-without-ping': {
    says: ({ seconds }) => `这条WebSocket上有${seconds}秒什么也没有传，两边也从来没有ping过。`,
    harm: '悄悄断掉的连接，看起来和安静的连接一样。服务器留着早已离开的客户端；页面等在一条死连接上。',
    remedy: '服务器每半分钟ping一次，收不到pong就丢掉；页面不能ping，就定时给它发一条它等得到的消息。',
  },
  'socket-broken-off': {
    says: ({ what, code, by, how, reason, cause, bytes }) => {
      if (what === 'no-close')
        return `没有关闭帧就结束了（脚本得到的是${code}）：${ENDED[how as ConnectionEnd]}${cause === undefined ? '' : `，在此之前有一帧违反了规则（${cause}）`}。`
      const who = by === 'client' ? '客户端' : '服务器'
      const because =
        cause !== undefined
          ? `，因为一帧违反了规则（${cause}）`
          : bytes === undefined
            ? ''
            : `，因为一条${bytes}字节的消息`
      return `${who}用${code}关闭${because}${reason === '' ? '' : `：“${reason}”`}。`
    },
    harm: '脚本只知道关闭码，别的几乎都不知道；那时还在路上的都丢了。1006只说明谁也没有告别。',
    remedy:
      '改好证据里那一帧所示的问题。过一会儿带着游标回来。谁也没有发关闭帧时，看看中间有什么：超时、重启、上限。',
  },
  'six-connections': {
    says: ({ seconds }) => `同一个浏览器的六条连接都被没有结束的响应占着；有${seconds}秒它没有再问别的。`,
    harm: '用HTTP/1.1时，Chromium和Firefox对一台主机最多开六条连接，所有标签页共用。第七个请求要等到有空位：页面卡住。',
    remedy: '前面用HTTP/2，或者一个页面只开一个流，或者由一个标签页分享它的流（BroadcastChannel）。',
  },
}

const zh: FindingWords = {
  title: '哪里不对？',
  none: '这十五条规则没有发现问题。',
  count: (count) => `${count}处发现`,
  wrong: (count) => (count === 1 ? '有一处不对：' : `有${count}处不对：`),
  harm: '有什么害处',
  remedy: '怎么办',
  evidence: '看证据',
  more: (index) => `还有这里（${index}）`,
  again: (count) => `${count}次`,
  chapter: '章节里的讲解',
  text: (code) => TEXTS[code],
}

export default zh
