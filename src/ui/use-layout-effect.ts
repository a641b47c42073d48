/** A layout effect in the browser; at build time, where Preact warns of one, an effect that never runs. */
import { useEffect, useLayoutEffect } from 'preact/hooks'

export const useIsomorphicLayoutEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect
