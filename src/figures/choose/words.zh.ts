import { linked } from './links.ts'
import type { ChooseWords } from './words.en.ts'

const zh: ChooseWords = {
  title: '五种情形',
  cases: {
    'score-board': {
      name: '比分牌',
      what: '十万人看着同一个页面。隔一阵进一个球，晚十秒知道，谁也不在意。',
      more: '哪个页面都没话要说，人人拿到的是同一个响应，旧一点也行：缓存就是干这个的。要是十秒太久，就改用SSE。',
    },
    chat: {
      name: '聊天',
      what: '每人隔几秒一行字，要马上送到。',
      more: '一行一个POST，付得起。若还要在每次按键时显示“正在输入……”，下面第三个问题的答案就成了“每秒许多次”，那就是WebSocket了。',
    },
    cursors: {
      name: '共享画板，或者游戏',
      what: '每个人的鼠标指针都在所有人的屏幕上移动，每秒二十个位置。',
      more: '这里若用POST，线路上走的大半是首部。如果丢一个位置好过晚到一个位置，WebSocket也不是终点：丢一个TCP报文段，后面的全都得等。',
    },
    'language-model': {
      name: '语言模型的回答',
      what: '上去一个几千字节的提问，下来一个回答，一个词一个词地来，来完就结束。',
      more: '要SSE的格式，不要EventSource：它只会GET，带不了提问；回答结束之后它还会再问一遍，再付一遍钱。',
    },
    'order-status': {
      name: '订单状态，在别人的办公室里',
      what: '一小时三条消息，客户都在公司的代理后面，那些代理你永远见不到。',
      more: '代理若把流攒着，连第一个事件也到不了。一开头就发一个，几秒内不见它，就退回长轮询：长轮询的每个响应都会结束，代理收齐了就往下传。',
    },
  },
  reveal: '我们会选',
  choices: {
    'short-poll': '短轮询，加缓存',
    'fetch-stream': 'fetch，用事件流作响应',
    sse: 'SSE',
    'sse-and-post': 'SSE，上行用POST',
    ws: 'WebSocket',
  },
  because: '理由',
  lookOut: '要提防',
  own: '你的呢？',
  ownHint: '五个问题。你一边答，建议一边变，理由也跟着变。',
  questions: {
    shape: {
      asks: '下来的是什么？',
      answers: { 'goes-on': '没完没了的新消息', 'one-answer': '一次提问，一个长回答' },
    },
    lateness: { asks: '晚多少可以？', answers: { 'at-once': '要马上到', seconds: '晚十秒也无妨' } },
    up: {
      asks: '页面要说什么？',
      answers: { never: '什么也不说', seldom: '偶尔说一点', often: '每秒说许多次' },
    },
    content: { asks: '内容是什么？', answers: { text: '文本', binary: '很多不是文本的东西' } },
    way: { asks: '中间隔着什么？', answers: { known: '自己搭的服务器', unknown: '别人家的代理' } },
  },
  ourAnswer: (choice) => `我们会选${choice}。`,
  reasons: linked({
    'ends-by-itself': [
      '回答有头有尾，完了就是完了。EventSource却把结束当成断线，会再问一遍。',
      '十种响应，哪些会让它回来',
    ],
    'asks-by-post': ['fetch能带正文、带首部字段，能读到状态码，也能中止。', '用fetch读同一路消息'],
    'cached-for-all': ['一个响应，从缓存里给所有人；“没有新的”连正文都不用。', '线路上的304'],
    'half-an-interval': ['平均晚半个间隔，这里可以接受。', '量一量'],
    'said-often': ['页面说一句话，帧只添几个字节，POST要添一个首部，外加一个响应。', '字节摆在一起看'],
    'bytes-as-they-are': ['帧原样运送字节；放进事件流要长三分之一。', '量过的一千字节'],
    'one-way-is-enough': ['消息都往下走。另一个方向只是用不上的代码。', '一个不结束的响应'],
    'comes-back-by-itself': ['断了以后，浏览器自己回来，还会说自己到了哪里。', '两边都断开'],
    'seldom-is-cheap': ['偶尔一个请求不算什么，它的状态码还能告诉你消息到了。', '两条路在同一张图上'],
    'plain-http': [
      '它就是一个普通请求和它的响应，哪个代理都能传。代理也许会攒住流：先看第一个事件多久才到，不行就让响应按时结束。',
      '同样的代码当长轮询用',
    ],
  }),
  watch: linked({
    'six-connections': ['用HTTP/1.1，Chromium和Firefox到一台主机只开六条连接，所有标签页共用。', '第七条'],
    buffering: ['代理可能攒够了才往下传。', '这样一个代理'],
    'upgrade-refused': ['不认得Upgrade的代理会让它以1006收场；用TLS多半能绕开。', '怎样会得到1006'],
    'coming-back-is-yours': ['重连、等多久、漏了什么，都是你的代码。', '我们的代码怎么做'],
    silence: ['死掉的连接不出声：要有脚本看得见的心跳。', '断开：有的有通知，有的没有'],
    base64: ['字节得变成文本，长三分之一。', '量过的一千字节'],
    'resume-is-yours': ['断了不会自己接着来，得有谁把回答存着。', '事件由谁存着'],
  }),
  left: (choices) =>
    choices.length === 1 ? `到这里就定了：${choices[0]}。` : `还有可能：${choices.join('；')}。`,
}

export default zh
