import { ownHeader } from './client'
import { FrameReader } from './frames'
import type { TaskEvent } from './types'

export type Connection = 'connecting' | 'live' | 'waiting' | 'closed'

export interface Following {
  url: string
  after: number
  signal: AbortSignal
  onEvents: (events: TaskEvent[]) => void
  onConnection: (connection: Connection) => void
  /** The platform doesn't tell any more: 401, 403 or 404. */
  onRefused: (status: number) => void
  /** Whether nothing will come any more; asked when the task's end was told, because it may have been taken up again since. */
  hasEnded: () => Promise<boolean>
}

/** The stream says something at least every 5 s; silence for longer means that the line is dead, however it looks. */
const longestSilence = 20_000
const shortestPause = 250
const longestPause = 2_000

/**
 * Tells a task's events until the task has ended. Streams end: after 200 s, when the platform is restarted, when the network
 * changes. Each time the next one goes on after the last event that came.
 */
export async function follow(following: Following): Promise<void> {
  const { signal } = following
  let { after } = following
  let failures = 0
  following.onConnection('connecting')
  while (!signal.aborted) {
    try {
        let isEnd = false
      const outcome = await readStream(following, after, (events) => {
        failures = 0
        isEnd = events.at(-1)?.type === 'completion' || events.at(-1)?.type === 'cancelled'
        after = events.at(-1)?.id ?? after
        following.onEvents(events)
      })
      if (outcome !== 'over') return following.onRefused(outcome)
      if (isEnd && (await following.hasEnded())) return following.onConnection('closed')
      // Between two streams nothing is wrong, so nothing is said.
    } catch {
      if (signal.aborted) return
      failures += 1
      following.onConnection('waiting')
    }
    await pause(Math.min(shortestPause * 2 ** Math.max(0, failures - 1), longestPause), signal)
  }
}

async function readStream(
  { url, signal, onConnection }: Following,
  after: number,
  onEvents: (events: TaskEvent[]) => void,
): Promise<'over' | number> {
  const watch = new AbortController()
  const stop = () => watch.abort()
  signal.addEventListener('abort', stop, { once: true })
  let silence = setTimeout(stop, longestSilence)
  try {
    const response = await fetch(`${url}?after=${after}`, {
      signal: watch.signal,
      cache: 'no-store',
      credentials: 'same-origin',
      headers: { ...ownHeader, Accept: 'text/event-stream' },
    })
    if ([401, 403, 404].includes(response.status)) return response.status
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`)
    onConnection('live')
    const frames = new FrameReader()
    const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { done, value } = await pieces.read()
      if (done) return 'over'
      clearTimeout(silence)
      silence = setTimeout(stop, longestSilence)
      const events = frames.push(value).map((frame) => JSON.parse(frame.data) as TaskEvent)
      if (events.length > 0) onEvents(events)
    }
  } finally {
    clearTimeout(silence)
    signal.removeEventListener('abort', stop)
    watch.abort()
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', over)
      window.removeEventListener('online', over)
      resolve()
    }
    const timer = setTimeout(over, milliseconds)
    signal.addEventListener('abort', over)
    window.addEventListener('online', over)
  })
}
