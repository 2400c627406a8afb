import { useEffect, useState } from 'react'

/** The platform's time, and again each second while it matters. */
export function useNow(isRunning: boolean, skew: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!isRunning) return undefined
    const tick = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(tick)
  }, [isRunning])
  return now + skew
}
