/** What a figure needs whose run others watch, or that shows another's: fetched when it is wanted. */
export { Sharing } from './Sharing.tsx'
export { Watching } from './Watching.tsx'
