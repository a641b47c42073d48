/** The English words for the fields and problems of event streams and of streamed scripts. */
import { lengthOf, shortened, type StreamSentences } from './sentence.ts'

const bytes = (count: number): string => (count === 1 ? '1 byte' : `${count} bytes`)

const FIELD_NAMES: Readonly<Record<string, string>> = {
  data: 'data: the value goes to the end of the data buffer, with a line feed after it.',
  event: 'event: the value becomes the type of the event in the making. Without one it is “message”.',
  id: 'id: the value becomes the last event ID, which the browser sends back when it reconnects.',
  retry: 'retry: the value is how many milliseconds the browser waits before it reconnects.',
}

export const EN_STREAMS: StreamSentences = {
  labels: {
    'event-stream.byte-order-mark': 'byte order mark',
    'event-stream.field-line': 'event-stream field',
    'event-stream.field-name': 'field name',
    'event-stream.colon': 'colon after the name',
    'event-stream.space': 'optional space',
    'event-stream.field-value': 'field value',
    'event-stream.comment-line': 'comment line',
    'event-stream.comment': 'comment',
    'event-stream.line-end': 'end of the line',
    'event-stream.blank-line': 'blank line',
    'event-stream.unfinished': 'unfinished line',
    'html.markup': 'markup',
    'html.script-start-tag': 'script start tag',
    'html.script-text': 'script',
    'html.script-call': 'call',
    'html.script-call-end': 'end of the call',
    'html.script-end-tag': 'script end tag',
    'html.unfinished': 'unfinished HTML',
  },
  sentences: {
    'event-stream.byte-order-mark': () =>
      'A byte order mark, ef bb bf. One may stand at the very beginning of the stream, and is passed over.',
    'event-stream.field-line': (field, { text }) =>
      `One field of the stream: ${shortened(text(field).trimEnd())}. Lines are read one by one; nothing is handed to the script before a blank one.`,
    'event-stream.field-name': (field) =>
      FIELD_NAMES[String(field.value)] ??
      `${shortened(String(field.value))} is not a field that the standard knows, so the line is ignored.`,
    'event-stream.colon': () => 'The first colon ends the name. Further ones belong to the value.',
    'event-stream.space': () =>
      'One space after the colon, for the eye: it is taken off. A second would belong to the value.',
    'event-stream.field-value': (field, { text }) => `The value: ${shortened(text(field))}`,
    'event-stream.comment-line': () =>
      'A line that begins with a colon is a comment. No script ever sees it; it keeps the connection from falling silent.',
    'event-stream.comment': (field, { text }) => `What the comment says: ${shortened(text(field))}`,
    'event-stream.line-end': (field, { text }) => {
      const end = text(field)
      if (end === '\r\n') return 'Carriage return and line feed: one line end, not two.'
      return end === '\r'
        ? 'A carriage return alone also ends a line here.'
        : 'A line feed ends the line. Carriage return, or both, would do as well.'
    },
    'event-stream.blank-line': (field) =>
      field.value === 'dispatch'
        ? 'A blank line: the event is whole and is dispatched to the script. The data buffer and the event type start anew, the last event ID stays.'
        : 'A blank line, but the data buffer is empty: nothing is dispatched. The buffers start anew, the last event ID stays.',
    'event-stream.unfinished': (field) => `${bytes(lengthOf(field))} of a line whose end has not come yet.`,
    'html.markup': (field) =>
      `${bytes(lengthOf(field))} of HTML that is not a script. The browser builds the page from it as it arrives.`,
    'html.script-start-tag': () =>
      'A script element begins. It sits in the hidden iframe’s page, which never finishes loading.',
    'html.script-text': (field) =>
      `${bytes(lengthOf(field))} of JavaScript. It runs as soon as the end tag is there, though the page is not.`,
    'html.script-call': (field, { text }) =>
      `${shortened(text(field))} calls a function of the page around the iframe: that is how an event gets out.`,
    'html.script-call-end': () => 'The call ends here.',
    'html.script-end-tag': () =>
      'The script element ends, and only now does it run. Data must never hold this, or it would break out.',
    'html.unfinished': (field) =>
      `${bytes(lengthOf(field))} of HTML whose end has not come yet. A script runs only once its end tag is there.`,
  },
  problems: {
    'unknown-event-stream-field':
      'The standard knows event, data, id and retry, in lower case. A browser ignores this line.',
    'retry-not-digits': 'A retry value must be ASCII digits only. A browser ignores this one.',
    'id-with-null': 'An id with a NUL in it is ignored: the last event ID stays as it was.',
    'replaced-utf8': 'These bytes are not UTF-8. A browser puts U+FFFD in their place and goes on.',
    'unfinished-event':
      'The stream ended before a blank line came. A browser throws this unfinished event away; the script never sees it.',
  },
}
