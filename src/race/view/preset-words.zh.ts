import spanZh from '../../words/numbers.zh.ts'
import type { PresetsWords } from './preset-words.en.ts'
import raceZh from './words.zh.ts'

const zh: PresetsWords = {
  title: raceZh.surprises.title,
  play: '开演',
  playAgain: '再演一次',
  link: '复制这一场的链接',
  guessFirst: '先猜，猜完就开演。',
  playing: (seconds) => `正在演，还有${seconds}秒。`,
  right: '猜对了。',
  wrong: (answer) => `和你猜的不一样。这一场的答案是：${answer}。`,
  answer: (answer) => `这一场的答案是：${answer}。`,
  tie: (one, other) => `这一场难分，介于“${one}”和“${other}”之间。`,
  unclear: '这一场没有分出结果：中途停了，或者结束时还有事件在路上。再演一次吧。',
  story: {
    label: '五种方式各自的经过，快的在前。用左右方向键一种一种地走。',
    came: (delivered, of, { median, latest }) =>
      `${of}个球收到了${delivered}个：一半在${median}以内，最晚的晚了${latest}。`,
    nothing: '一个球也没有收到。',
    between: '',
    cost: (requests, bytes) => `用了${requests}个请求，来回一共${bytes}。`,
    lost: (count) => `丢了${count}个。`,
    repeated: (count) => `有${count}个收到了两次。`,
  },
  presets: {
    'quiet-day': {
      name: raceZh.surprises.names['quiet-day'],
      scene: '半分钟只进两个球，短轮询每秒问一次。（真正平静的时候几分钟才有一件事，情形一样，只是更久。）',
      question: 'WebSocket每传一个字节，短轮询要传多少个？',
      options: { alike: '不到2个', some: '2到8个', many: '8个以上' },
      told: ({ ratio, asked, pushed }) =>
        `短轮询传了${asked}字节，WebSocket传了${pushed}字节，是${ratio.toFixed(1)}比1。`,
      why: '问一次就要一来一回两份首部，问到问不到都一样。开着不说话的连接，只是隔一阵发一次心跳。',
    },
    'goal-rush': {
      name: raceZh.surprises.names['goal-rush'],
      scene: '连进十球，每球相隔40毫秒；单程延迟120毫秒。',
      question: '长轮询得到一个响应，就再问一次。这十个球要几个响应才送得完？',
      options: { one: '一个', few: '几个', each: '一球一个，或者差不多' },
      told: ({ answers, events, lastMs }) =>
        `${events}个球用了${answers}个响应；等得最久的一个晚了${spanZh(lastMs)}。`,
      why: '第一个球一进，挂起的请求就有了响应。这个响应和下一个请求还在路上的时候，后面的球攒在一起，由下一个响应全部带走。遇上突发，长轮询最多要三个单程，响应的个数也不会多过往返的次数。',
    },
    'bad-train-ride': {
      name: raceZh.surprises.names['bad-train-ride'],
      scene: '每秒进一球，单程延迟120毫秒，抖动最多250毫秒；第八秒进隧道，六秒钟什么也过不去。',
      question: '过隧道的时候，谁会丢球？',
      options: { none: '谁也不丢', polls: '只有轮询', streams: '只有流', all: '两边都有' },
      told: ({ losers, events, repeated }, transport) =>
        losers.length === 0
          ? `${events}个球五种方式都收到了，${repeated === 0 ? '没有一个重复' : `有${repeated}个重复`}。它们只是晚了，没有丢。`
          : `丢了球的是${losers.map((each) => transport[each]).join('、')}。`,
      why: '路上的字节，TCP会留着重发；页面放弃一条连接之后，带着自己收到的最后一个ID回来，其余的都在服务器的日志里。只要有游标，隧道费的只是时间。',
    },
    'buffering-proxy': {
      name: raceZh.surprises.names['buffering-proxy'],
      scene:
        '每秒进一球；路上有个代理，每个响应都要攒够2048字节或者等它结束才往下传。（真实的代理攒4或8 KiB，事件少的时候就是好几分钟。）',
      question: '按中位数算，谁等一个球等得最久？',
      options: {
        'short-poll': '短轮询',
        'long-poll': '长轮询',
        'http-streams': 'HTTP上的流：iframe和SSE',
        ws: 'WebSocket',
      },
      told: ({ delays }, transport) =>
        `中位数：${delays
          .map(
            ({ transport: each, medianMs }) =>
              `${transport[each]}${medianMs === undefined ? '什么也没等到' : spanZh(medianMs)}`,
          )
          .join('，')}。`,
      why: '轮询的响应会结束，一结束，缓冲区里的就都送出。流不会结束，每个事件都得等后面的来把缓冲填满。101之后代理看到的不再是HTTP，来什么就放什么。',
    },
    deploy: {
      name: raceZh.surprises.names.deploy,
      scene:
        '每秒进两球。第六秒服务器重启：所有的流都断开，三秒之内一切请求都得到503。每个页面都会自己重试，一次比一次等得久。',
      question: '服务器回来了。五种方式里最后一个，要过多久才能收到下一个球？',
      options: { 'at-once': '一秒之内', soon: '一到三秒', late: '三秒以上' },
      told: ({ first, firstMs, last, lastMs }, transport) =>
        `服务器回来以后，${transport[first]}最先收到，等了${spanZh(firstMs)}；${transport[last]}最后，等了${spanZh(lastMs)}。`,
      why: '每失败一次，下一次等待的上限就加倍，实际等多久在上限之内随机，免得大家挤在同一刻回来。服务器回来的前一刻还在碰壁的，等得最久。再演一次，最后的多半就换了。',
    },
  },
}

export default zh
