/** How wide a title may be where results are listed, in columns: what is further is cut there. */
const MOST_COLUMNS = 75

/** The title of a page's document: with the site's name, where that still fits a list of results. A Han character takes two columns. */
export function documentTitle(title: string, siteTitle: string): string {
  const whole = title.startsWith(siteTitle) ? title : `${title} · ${siteTitle}`
  return columns(whole) > MOST_COLUMNS ? title : whole
}

function columns(text: string): number {
  return text.replace(/[^\p{ASCII}“”·—]/gu, 'xx').length
}
