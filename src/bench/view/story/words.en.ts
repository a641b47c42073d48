import type { Words } from '../../../words/languages.ts'

const en = {
  /** Of a figure that plays no trace. */
  steps: 'What this figure shows, step by step. Left and right arrow keys go from step to step.',
  label:
    'The story of this run. Left and right arrow keys go from stop to stop, with Shift from slice to slice.',
  count: (stop: number, of: number) => `${stop} of ${of}`,
  /** A moment, in seconds of the run. */
  at: (seconds: string) => `${seconds} s`,
  previous: 'Previous stop',
  next: 'Next stop',
  play: 'Play',
  pause: 'Pause',
  link: 'Copy a link to this moment',
  linkCopied: 'Link copied',
  linkFailed: 'The link is in the address bar',
  runSaved: 'This run is too long for a link; it was saved as a file',
  openBytes: 'Open these bytes',
  openLine: 'The code at this moment',
  heard: (stop: number, of: number, title: string) => `Stop ${stop} of ${of}: ${title}.`,
}

export type StoryWords = Words<typeof en>

export default en
