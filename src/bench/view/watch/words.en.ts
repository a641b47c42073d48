import type { Words } from '../../../words/languages.ts'

const en = {
  share: {
    label: 'Others watch this run',
    opening: 'Making a link …',
    failed: 'No link could be made. Try again in a moment.',
    over: 'The run has ended, and the link with it.',
    link: 'Whoever opens this link sees your run live, and can change nothing in it:',
    copy: 'Copy link',
    copied: 'Copied.',
    notCopied: 'The browser lets nothing be copied here: select the link and copy it.',
    count: (watchers: number) =>
      watchers === 0 ? 'nobody watches' : watchers === 1 ? 'one watches' : `${watchers} watch`,
    end: 'End the link',
    close: 'Close',
  },
  watch: {
    label: 'You are watching another’s run',
    joining: 'joining …',
    live: 'live, a second late',
    paused: 'paused',
    resting: 'watching was stopped while this was out of sight',
    full: 'stopped: the run is as long as a page may keep',
    gone: 'the connection is lost · trying again',
    over: 'There is nothing to watch at this link: its owner has ended it, or there never was such a run. Ask for a new link.',
    refused: (message: string) => `the server refused: ${message}`,
    explained:
      'What crosses the wire comes from the server. What the script did, the lines and what arrived, is reported by the owner’s page, and “your page” is that one. Nothing here acts on the run.',
    goOn: 'Go on watching',
  },
}

export default en
export type WatchWords = Words<typeof en>
