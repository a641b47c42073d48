/**
 * The one script that runs before anything is drawn: it puts the reader's chosen theme and size on the root element, so that
 * no page flashes in another. Inlined into every page's head; its hash is in the policy (src/build/csp-hashes.ts).
 */
export const THEME_KEY = 'comet.theme'

export const THEME_BEFORE_PAINT = `try{const t=localStorage.getItem('${THEME_KEY}');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t;if(localStorage.getItem('comet.size')==='large')document.documentElement.dataset.size='large'}catch{}`
