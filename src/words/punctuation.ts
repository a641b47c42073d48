/** Joins texts of one language for those who hear them: Chinese has marks of its own, and no space after them. */

/** Sentences, each with its full stop; the last is left as it is. */
export function sentences(...texts: readonly string[]): string {
  const spoken = texts.filter((text) => text !== '')
  return spoken
    .map((text, at) => {
      if (at === spoken.length - 1) return text
      const isEnded = /[.。]$/.test(text)
      return isChinese(spoken) ? `${text}${isEnded ? '' : '。'}` : `${text}${isEnded ? '' : '.'} `
    })
    .join('')
}

/** Parts of one sentence. */
export function clauses(...texts: readonly string[]): string {
  return texts.join(isChinese(texts) ? '，' : ', ')
}

/** A name and what it stands for here. */
export function named(name: string, value: string): string {
  return `${name}${isChinese([name]) ? '：' : ': '}${value}`
}

/** A text and what is said in passing, in brackets. */
export function inBrackets(text: string, aside: string): string {
  return isChinese([text]) ? `${text}（${aside}）` : `${text} (${aside})`
}

function isChinese(texts: readonly string[]): boolean {
  return texts.some((text) => /\p{Script=Han}/u.test(text))
}
