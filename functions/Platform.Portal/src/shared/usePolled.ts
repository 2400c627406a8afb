import { useEffect, useState } from 'react'
import { call } from '../api/client'

/**
 * What an address answers, asked again in a rhythm and whenever the key changes, while somebody looks. A route that isn't there
 * is asked for once: what the platform can't do the page doesn't show.
 */
export function usePolled<T>(url: string, every: number | undefined, key: unknown): T | undefined {
  const [known, setKnown] = useState<{ url: string; body: T | undefined }>()
  const [isThere, setThere] = useState(true)

  useEffect(() => {
    if (!isThere) return undefined
    const leaving = new AbortController()
    const ask = async () => {
      if (document.visibilityState !== 'visible') return
      try {
        const answer = await call<T>('GET', url, { signal: leaving.signal })
        if (answer.ok) setKnown({ url, body: answer.body })
        else if (answer.status === 404) setThere(false)
      } catch {
        // The stream of events says when the platform doesn't answer.
      }
    }
    void ask()
    const timer = every === undefined ? undefined : setInterval(() => void ask(), every)
    return () => {
      clearInterval(timer)
      leaving.abort()
    }
  }, [every, isThere, key, url])

  return known?.url === url ? known.body : undefined
}
