import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { apiBase, skewOf } from '../src/api/client'
import { type Connection, follow } from '../src/api/follow'
import { FrameReader } from '../src/api/frames'
import type { TaskEvent } from '../src/api/types'
import { duration } from '../src/shared/format'

function stream(...ids: number[]): Response {
  return new Response(ids.map((id) => `id: ${id}\ndata: ${JSON.stringify({ id })}\n\n`).join(''), { status: 200 })
}

function end(id: number): Response {
  return new Response(`id: ${id}\ndata: ${JSON.stringify({ id, type: 'completion' })}\n\n`, { status: 200 })
}

function down(): never {
  throw new TypeError('Failed to fetch')
}

describe('frames of a stream', () => {
  const text = ': events\n\nid: 1\nevent: log\ndata: {"a":1}\n\n:\n\nid: 2\nevent: completion\ndata: x\ndata: y\n\n'
  const frames = [{ id: '1', event: 'log', data: '{"a":1}' }, { id: '2', event: 'completion', data: 'x\ny' }]

  it('are read in whatever pieces they come', () => {
    for (let size = 1; size <= text.length; size += 1) {
      const reader = new FrameReader()
      const read = []
      for (let at = 0; at < text.length; at += size) read.push(...reader.push(text.slice(at, at + size)))
      expect(read).toEqual(frames)
    }
  })

  it('may end their lines as Windows does, and one that is not whole is none', () => {
    expect(new FrameReader().push(text.replaceAll('\n', '\r\n'))).toEqual(frames)
    expect(new FrameReader().push('data: 1\n')).toEqual([])
  })
})

describe('following a task', () => {
  let asked: string[]
  let connections: Connection[]
  let told: number[]

  beforeEach(() => {
    ;[asked, connections, told] = [[], [], []]
    vi.stubGlobal('window', new EventTarget())
  })

  afterEach(() => {
    vi.unstubAllGlobals()
  })

  async function run(answers: (() => Response)[], isOver = false): Promise<number | undefined> {
    let refused: number | undefined
    vi.stubGlobal('fetch', (url: string) => {
      asked.push(url)
      const answer = answers.shift()
      if (!answer) throw new Error('Nothing more is expected.')
      return Promise.resolve(answer())
    })
    await follow({
      url: '/stream',
      after: 0,
      signal: new AbortController().signal,
      onEvents: (events: TaskEvent[]) => told.push(...events.map((event) => event.id)),
      onConnection: (connection) => connections.push(connection),
      onRefused: (status) => {
        refused = status
      },
      hasEnded: () => Promise.resolve(isOver || answers.length === 0),
    })
    return refused
  }

  it('goes on after the last event when a stream has ended, and says nothing of it', async () => {
    await run([() => stream(1, 2), () => stream(), () => end(3)])
    expect(asked).toEqual(['/stream?after=0', '/stream?after=2', '/stream?after=2'])
    expect(told).toEqual([1, 2, 3])
    expect(connections).not.toContain('waiting')
    expect(connections.at(-1)).toBe('closed')
  })

  it('reads on until the end was told, whatever the task is known to be', async () => {
    await run([() => stream(1), () => stream(2), () => end(3)], true)
    expect(told).toEqual([1, 2, 3])
  })

  it('goes on after an end when the task was taken up again', async () => {
    await run([() => end(1), () => stream(2), () => end(3)])
    expect(told).toEqual([1, 2, 3])
  })

  it('waits for a platform that does not answer, says so, and goes on', async () => {
    await run([() => stream(1), down, () => new Response(null, { status: 503 }), () => end(2)])
    expect(told).toEqual([1, 2])
    expect(asked.at(-1)).toBe('/stream?after=1')
    expect(connections.filter((connection) => connection === 'waiting')).toHaveLength(2)
    expect(connections.slice(-2)).toEqual(['live', 'closed'])
  })

  it.each([401, 403, 404])('does not insist when it is refused with %i', async (status) => {
    expect(await run([() => new Response(null, { status })])).toBe(status)
    expect(asked).toHaveLength(1)
  })
})

describe('small things', () => {
  it('finds the API beside the portal, wherever that is', () => {
    expect(apiBase('/api/portal/tasks/x')).toBe('/api/')
    expect(apiBase('/portal/tasks/x')).toBe('/')
    expect(apiBase('/elsewhere')).toBe('/api/')
  })

  it('knows how far the clocks are apart', () => {
    expect(skewOf('Tue, 01 Jan 2030 12:00:00 GMT', Date.parse('2030-01-01T11:59:00Z'))).toBe(60_000)
    expect(skewOf('nonsense', 0)).toBeUndefined()
    expect(skewOf(null, 0)).toBeUndefined()
  })

  it('writes durations as people say them', () => {
    expect([0, 3.14, 9.96, 59.4, 60, 61, 3600, 3660, 200_000].map(duration)).toEqual(
      ['0.0 s', '3.1 s', '10 s', '59 s', '1 min', '1 min 1 s', '1 h', '1 h 1 min', '2 days'])
    expect(duration(-1)).toBe('0 s')
  })
})
