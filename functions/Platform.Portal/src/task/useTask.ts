import { useCallback, useEffect, useReducer, useState } from 'react'
import { call } from '../api/client'
import { type Connection, follow } from '../api/follow'
import type { Task, TaskEvent, TaskStatus } from '../api/types'
import { type Story, announcement, hasEnded, storyOf, withEvents, withStatus } from './story'

type Change =
  | { kind: 'task'; task: Task; skew: number }
  | { kind: 'events'; events: TaskEvent[]; base: string }
  | { kind: 'status'; status: TaskStatus }
  | { kind: 'missing' }

interface Known {
  task: Task | undefined
  story: Story | undefined
  isMissing: boolean
  skew: number
  /** The last thing worth saying aloud. */
  said: string
}

const nothing: Known = { task: undefined, story: undefined, isMissing: false, skew: 0, said: '' }

function reduce(known: Known, change: Change): Known {
  if (change.kind === 'missing') return { ...known, isMissing: true }
  if (change.kind === 'task') {
    const story = known.story ? withStatus(known.story, change.task.status) : storyOf(change.task)
    return { ...known, task: change.task, story, skew: change.skew, isMissing: false }
  }
  if (!known.story) return known
  if (change.kind === 'status') return { ...known, story: withStatus(known.story, change.status) }
  const story = withEvents(known.story, change.events, change.base)
  return { ...known, story, said: announcement(known.story, story) ?? known.said }
}

/** A task, live: it is read once and then followed; when it has ended it is looked at again whenever somebody comes back. */
export function useTask(base: string, taskId: string, onSessionOver: () => void) {
  const [known, change] = useReducer(reduce, nothing)
  const [connection, setConnection] = useState<Connection>('connecting')
  const [round, setRound] = useState(0)
  const address = `${base}scaffolder/v2/tasks/${encodeURIComponent(taskId)}`
  const again = useCallback(() => setRound((last) => last + 1), [])

  useEffect(() => {
    const leaving = new AbortController()
    const { signal } = leaving
    let after = 0

    const refused = (status: number) => (status === 401 || status === 403 ? onSessionOver() : change({ kind: 'missing' }))
    /** Undefined when the platform refuses to tell; nothing is gained by asking again then. */
    async function readStatus(): Promise<TaskStatus | undefined> {
      const answer = await call<Task>('GET', address, { signal })
      if ([401, 403, 404].includes(answer.status)) {
        refused(answer.status)
        return undefined
      }
      if (!answer.body) throw new Error(answer.message)
      change({ kind: 'task', task: answer.body, skew: answer.skew ?? 0 })
      return answer.body.status
    }

    async function untilRead(): Promise<TaskStatus | undefined> {
      for (;;) {
        try {
          return await readStatus()
        } catch {
          if (signal.aborted) return undefined
          setConnection('waiting')
          await new Promise((resolve) => setTimeout(resolve, 1000))
        }
      }
    }

    async function watch() {
      if ((await untilRead()) === undefined || signal.aborted) return
      await follow({
        url: `${address}/eventstream`,
        after,
        signal,
        onConnection: setConnection,
        onRefused: refused,
        onEvents: (events) => {
          after = events.at(-1)?.id ?? after
          change({ kind: 'events', events, base })
        },
        hasEnded: async () => {
          const status = await readStatus()
          return status === undefined || hasEnded(status)
        },
      })
    }

    void watch()
    return () => leaving.abort()
  }, [address, base, onSessionOver, round])

  const isClosed = connection === 'closed'
  useEffect(() => {
    if (!isClosed) return undefined
    const lookAgain = async () => {
      if (document.visibilityState !== 'visible') return
      const answer = await call<Task>('GET', address).catch(() => undefined)
      if (answer?.body && !hasEnded(answer.body.status)) again()
    }
    const look = () => void lookAgain()
    document.addEventListener('visibilitychange', look)
    window.addEventListener('focus', look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      window.removeEventListener('focus', look)
    }
  }, [address, again, isClosed])

  return { ...known, address, connection, again }
}
