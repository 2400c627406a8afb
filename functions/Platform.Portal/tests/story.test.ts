import { describe, expect, it } from 'vitest'
import type { Task, TaskEvent } from '../src/api/types'
import { announcement, secondsOf, spanOf, storyOf, withEvents, withStatus } from '../src/task/story'

const base = '/api/'
const began = Date.parse('2030-01-01T12:00:00Z')

const task: Task = {
  id: 't',
  status: 'processing',
  createdAt: '2030-01-01T12:00:00Z',
  spec: {
    steps: [
      { id: 'fetch', name: 'Fetch', action: 'fetch:template' },
      { id: 'publish', name: 'Publish', action: 'publish:github' },
    ],
  },
}

let lastId = 0

function event(seconds: number, body: Partial<TaskEvent['body']>, type: TaskEvent['type'] = 'log'): TaskEvent {
  lastId += 1
  return { id: lastId, type, createdAt: new Date(began + seconds * 1000).toISOString(), body: { message: 'm', ...body } }
}

function tell(...events: TaskEvent[]) {
  return withEvents(storyOf(task), events, base)
}

const whole = () => [
  event(0, { message: 'Task created', percent: 0 }),
  event(1, { stepId: 'fetch', status: 'processing', percent: 0 }),
  event(2, { stepId: 'fetch', message: 'Rendering 3 files' }),
  event(3, { stepId: 'fetch', status: 'completed', percent: 50, seconds: 2.1 }),
  event(3, { stepId: 'publish', status: 'processing', percent: 50 }),
]

describe('the story of a task', () => {
  it('has the steps of the template before anything happens', () => {
    const story = storyOf(task)
    expect(story.steps.map((step) => [step.name, step.state])).toEqual([['Fetch', 'waiting'], ['Publish', 'waiting']])
  })

  it('follows each step with its time, its log and the percent of the whole', () => {
    const story = tell(...whole())
    expect(story.steps.map((step) => step.state)).toEqual(['completed', 'processing'])
    expect(story.steps[0]?.lines.map((line) => line.text)).toContain('Rendering 3 files')
    expect(story.steps[0]?.seconds).toBe(2.1)
    expect(story.percent).toBe(50)
    expect(story.lines).toHaveLength(1)
  })

  it('is the same however often and in whatever pieces events come', () => {
    const events = whole()
    let story = storyOf(task)
    for (let end = 1; end <= events.length; end += 1) story = withEvents(story, events.slice(0, end), base)
    expect(story).toEqual(tell(...events))
    expect(withEvents(story, events, base)).toEqual(story)
  })

  it('ends with what was made', () => {
    const output = {
      links: [{ title: 'Repository', url: 'https://example.org/r' }, { title: 'Entity', entityRef: 'component:default/orders' }],
      text: [{ title: 'Next', content: 'Read on.' }],
    }
    const story = tell(...whole(), event(5, { status: 'completed', percent: 100, output }, 'completion'))
    expect(story.status).toBe('completed')
    expect(story.links.map((link) => link.url)).toEqual(
      ['https://example.org/r', '/api/catalog/entities/by-name/component/default/orders'])
    expect(story.texts).toEqual([{ title: 'Next', content: 'Read on.' }])
    expect(story.endedAt).toBe(began + 5000)
  })

  it('makes no link of what leads anywhere but to a web page', () => {
    const addresses = [
      'javascript:alert(1)', ' java\nscript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//x', 'https://a@b/', 7, null,
    ]
    const links = [...addresses.map((url) => ({ title: 't', url })), { title: 't', entityRef: 'component:default/../../x' }]
    const story = tell(event(1, { status: 'completed', output: { links } }, 'completion'))
    expect(story.links.map((link) => link.url)).toEqual(links.map(() => undefined))
  })

  it('takes no harm from an output of another shape', () => {
    for (const links of [null, 'text', 7, {}, [null, 'text', 7, []]]) {
      expect(() => tell(event(1, { status: 'completed', output: { links, text: links } }, 'completion'))).not.toThrow()
    }
  })

  it('says why it failed, and stops what was under way', () => {
    const failure = { status: 'failed', message: 'Task failed: no', error: { message: 'no' } } as const
    const story = tell(...whole(), event(6, failure, 'completion'))
    expect([story.status, story.error, story.steps[1]?.state]).toEqual(['failed', 'no', 'cancelled'])
  })

  it('is cancelled by its own kind of event', () => {
    expect(tell(...whole(), event(6, { message: 'Cancelled' }, 'cancelled')).status).toBe('cancelled')
  })

  it('goes on when it is taken up again', () => {
    const failed = tell(...whole(), event(6, { status: 'failed', error: { message: 'no' } }, 'completion'))
    const again = withEvents(failed, [
      event(60, { message: 'Taken up again' }, 'recovered'),
      event(61, { stepId: 'publish', status: 'processing', percent: 50 }),
    ], base)
    expect([again.status, again.steps[1]?.state]).toEqual(['processing', 'processing'])
    expect([again.error, again.endedAt]).toEqual([undefined, undefined])
    expect(again.steps[0]?.state).toBe('completed')
    expect(withStatus(failed, 'processing').endedAt).toBeUndefined()
  })

  it('tells of steps that the platform adds by their names', () => {
    const story = tell(event(1, { stepId: 'verify', status: 'processing', message: 'Beginning step Verify first CI run' }))
    expect(story.steps.at(-1)).toMatchObject({ id: 'verify', name: 'Verify first CI run', state: 'processing' })
  })
})

describe('times', () => {
  it('run on while a step does and stand still afterwards', () => {
    const [fetch, publish] = tell(...whole()).steps
    if (!fetch || !publish) throw new Error('steps are missing')
    expect(secondsOf(fetch, began + 60_000)).toBe(2.1)
    expect(secondsOf(publish, began + 10_000)).toBe(7)
  })

  it('are shares of the whole that stay within it', () => {
    const story = tell(...whole())
    const spans = story.steps.map((step) => spanOf(step, story, began + 10_000))
    expect(spans[1]).toEqual({ start: 30, width: 70 })
    for (const span of spans) expect((span?.start ?? 0) + (span?.width ?? 0)).toBeLessThanOrEqual(100)
  })
})

describe('what is said aloud', () => {
  it('is each change of a step, and the end', () => {
    const before = tell(...whole().slice(0, 3))
    const middle = withEvents(before, [event(3, { stepId: 'fetch', status: 'completed', percent: 50 })], base)
    const end = withEvents(middle, [event(5, { status: 'failed', error: { message: 'Because.' } }, 'completion')], base)
    expect(announcement(before, middle)).toBe('Fetch is done. 50 percent.')
    expect(announcement(middle, end)).toBe('The task failed. Because.')
  })

  it('is nothing for a line of a log', () => {
    const before = tell(...whole().slice(0, 2))
    expect(announcement(before, withEvents(before, [event(2, { stepId: 'fetch' })], base))).toBeUndefined()
  })

  it('is the end also for those who come when all is over', () => {
    const over = storyOf({ ...task, status: 'completed' })
    const told = withEvents(over, [event(5, { status: 'completed' }, 'completion')], base)
    expect(announcement(over, told)).toBe('The task is done.')
  })
})
