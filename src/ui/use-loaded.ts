/** A module that a page loads when it is wanted, and not before. */
import { useEffect, useState } from 'preact/hooks'

/** What `load` gives, once `wanted` was true and it has come. It is loaded once; failing, it is tried again when it is wanted again. */
export function useLoaded<Module>(load: () => Promise<Module>, wanted: boolean): Module | undefined {
  const [loaded, setLoaded] = useState<{ readonly module: Module } | undefined>(undefined)
  useEffect(() => {
    if (!wanted || loaded !== undefined) return
    let isThere = true
    load().then(
      (module) => isThere && setLoaded({ module }),
      // Offline, or the site was built anew: what was asked for stays away until it is asked for again.
      () => {},
    )
    return () => {
      isThere = false
    }
  }, [wanted, loaded === undefined])
  return loaded?.module
}
