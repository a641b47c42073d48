/** What an island says on itself, bubbling, once it takes events: what was done to it before is done then. */
export const LIVE = 'live'
