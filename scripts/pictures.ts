/** `npm run pictures`: every page of a built site as pictures, and two such takes compared. docs/how-to/run-the-checks.md shows both. */
import { picturesBetween } from './pictures/between.ts'
import { comparePictures, type Difference } from './pictures/compare.ts'
import { takePictures } from './pictures/take.ts'

const [verb, ...folders] = process.argv.slice(2)
if (verb === 'take' && folders[0] !== undefined) {
  await takePictures(folders[0], folders[1] ?? '.')
} else if (verb === 'compare' && folders.length === 3) {
  const [before = '', after = '', out = ''] = folders
  tell(comparePictures(before, after, out))
} else if (verb === 'between' && (folders.length === 3 || folders.length === 4)) {
  const [before = '', after = '', folder = '', pattern = '.'] = folders
  tell(await picturesBetween([before, after], folder, new RegExp(pattern)))
} else {
  console.error(
    'npm run pictures -- between COMMIT COMMIT FOLDER [PATTERN]\nnpm run pictures -- take FOLDER [CHECKOUT]\nnpm run pictures -- compare BEFORE AFTER DIFFERENCES',
  )
  process.exit(2)
}

function tell(found: readonly Difference[]): void {
  for (const { name, kind, pixels, share } of found)
    console.log(`${name}: ${kind}, ${String(pixels)} pixels differ (${(share * 100).toFixed(2)} %)`)
  console.log(found.length === 0 ? 'All pictures are the same.' : `${String(found.length)} pictures differ.`)
}
