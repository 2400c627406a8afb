import type { StepStatus, Task, TaskEvent, TaskStatus } from '../api/types'
import { entityUrl, safeUrl } from '../shared/links'

/** A task's story as the page shows it, made from the task and its events and from nothing else. */
export interface Story {
  status: TaskStatus
  steps: Step[]
  /** What was said about the task as a whole. */
  lines: Line[]
  percent: number
  startedAt: number
  endedAt: number | undefined
  error: string | undefined
  links: ResultLink[]
  texts: ResultText[]
  /** Of the last event that is in here. */
  lastId: number
}

export type StepState = 'waiting' | StepStatus

export interface Step {
  id: string
  name: string
  action: string
  state: StepState
  startedAt: number | undefined
  endedAt: number | undefined
  seconds: number | undefined
  lines: Line[]
}

export interface Line {
  id: number
  at: number
  text: string
  isError: boolean
}

/** Without an address it is shown as text. */
export interface ResultLink {
  title: string
  url: string | undefined
  note: string | undefined
}

export interface ResultText {
  title: string
  content: string
}

export function hasEnded(status: TaskStatus): boolean {
  return status !== 'open' && status !== 'processing'
}

export function storyOf(task: Task): Story {
  return {
    status: task.status,
    steps: task.spec.steps.map((step) => newStep(step.id, step.name, step.action)),
    lines: [],
    percent: 0,
    startedAt: Date.parse(task.createdAt),
    endedAt: undefined,
    error: undefined,
    links: [],
    texts: [],
    lastId: 0,
  }
}

/** The task's row knows better than its events when both differ: an ended task may have been begun again. */
export function withStatus(story: Story, status: TaskStatus): Story {
  if (status === story.status) return story
  return hasEnded(status) ? { ...story, status } : { ...story, status, endedAt: undefined, error: undefined }
}

/** Events that are known already change nothing, so a stream may be read again from any place. */
export function withEvents(story: Story, events: readonly TaskEvent[], base: string): Story {
  return events.reduce((told, event) => (event.id > told.lastId ? withEvent(told, event, base) : told), story)
}

function withEvent(story: Story, event: TaskEvent, base: string): Story {
  const { body } = event
  const at = Date.parse(event.createdAt)
  const line: Line = { id: event.id, at, text: body.message, isError: body.status === 'failed' || body.error !== undefined }
  const next: Story = { ...story, lastId: event.id, percent: body.percent ?? story.percent }
  if (event.type === 'completion' || event.type === 'cancelled') {
    return ended({ ...next, lines: [...next.lines, line] }, event, base)
  }

  const again = hasEnded(next.status) && (event.type === 'recovered' || body.status === 'processing')
  const told = again || next.status === 'open' ? running(next) : next
  return body.stepId === undefined
    ? { ...told, lines: [...told.lines, line] }
    : { ...told, steps: stepsWith(told.steps, body.stepId, body.message, (step) => stepAfter(step, event, line)) }
}

function running(story: Story): Story {
  return { ...story, status: 'processing', endedAt: undefined, error: undefined, links: [], texts: [] }
}

function ended(story: Story, event: TaskEvent, base: string): Story {
  const { body } = event
  const at = Date.parse(event.createdAt)
  const status: TaskStatus =
    event.type === 'cancelled' || body.status === 'cancelled' ? 'cancelled' : body.status === 'failed' ? 'failed' : 'completed'
  return {
    ...story,
    status,
    percent: status === 'completed' ? 100 : story.percent,
    endedAt: at,
    error: status === 'failed' ? (body.error?.message ?? body.message) : undefined,
    links: linksIn(body.output, base),
    texts: textsIn(body.output),
    // What was under way has not gone on.
    steps: story.steps.map((step) =>
      step.state === 'processing' && status !== 'completed' ? { ...step, state: 'cancelled', endedAt: at } : step,
    ),
  }
}

function stepAfter(step: Step, event: TaskEvent, line: Line): Step {
  const { status, seconds } = event.body
  const lines = [...step.lines, line]
  if (status === undefined) return { ...step, lines }
  if (status === 'processing') {
    return { ...step, lines, state: status, startedAt: line.at, endedAt: undefined, seconds: undefined }
  }

  return { ...step, lines, state: status, endedAt: line.at, seconds: seconds ?? step.seconds }
}

/** The platform adds steps of its own, such as the look at the first CI run; their names come with their beginning. */
function stepsWith(steps: Step[], id: string, message: string, change: (step: Step) => Step): Step[] {
  return steps.some((step) => step.id === id)
    ? steps.map((step) => (step.id === id ? change(step) : step))
    : [...steps, change(newStep(id, /^Beginning step (.+)$/.exec(message)?.[1] ?? id, ''))]
}

function newStep(id: string, name: string, action: string): Step {
  return { id, name, action, state: 'waiting', startedAt: undefined, endedAt: undefined, seconds: undefined, lines: [] }
}

function listIn(output: Record<string, unknown> | undefined, name: string): Record<string, unknown>[] {
  const list = output?.[name]
  return Array.isArray(list) ? list.filter((item) => typeof item === 'object' && item !== null) : []
}

function linksIn(output: Record<string, unknown> | undefined, base: string): ResultLink[] {
  return listIn(output, 'links').map((link) => {
    const named = typeof link['entityRef'] === 'string' ? link['entityRef'] : undefined
    const address = typeof link['url'] === 'string' ? link['url'] : undefined
    return {
      title: typeof link['title'] === 'string' ? link['title'] : (named ?? address ?? 'Link'),
      url: safeUrl(address) ?? entityUrl(base, named),
      note: address ?? named,
    }
  })
}

function textsIn(output: Record<string, unknown> | undefined): ResultText[] {
  return listIn(output, 'text').map((text) => ({
    title: typeof text['title'] === 'string' ? text['title'] : '',
    content: typeof text['content'] === 'string' ? text['content'] : '',
  }))
}

/** How long a step has taken so far, or took; undefined when it has not begun. */
export function secondsOf(step: Step, now: number): number | undefined {
  if (step.seconds !== undefined) return step.seconds
  return step.startedAt === undefined ? undefined : Math.max(0, (step.endedAt ?? now) - step.startedAt) / 1000
}

/** Where a step lies in the task's time, in percent of it. */
export function spanOf(step: Step, story: Story, now: number): { start: number; width: number } | undefined {
  const whole = (story.endedAt ?? now) - story.startedAt
  const seconds = secondsOf(step, now)
  if (step.startedAt === undefined || seconds === undefined || whole <= 0) return undefined
  const start = Math.min(100, Math.max(0, (100 * (step.startedAt - story.startedAt)) / whole))
  return { start, width: Math.min(100 - start, Math.max(0, (100_000 * seconds) / whole)) }
}

const words: Record<StepState, string> = {
  waiting: 'waits',
  processing: 'has begun',
  completed: 'is done',
  failed: 'failed',
  cancelled: 'was stopped',
  skipped: 'was skipped',
}

/** What changed, in a sentence for those who don't see it; undefined when nothing worth saying did. */
export function announcement(before: Story, after: Story): string | undefined {
  // By the event and not by the status: whoever comes when all is over is told so, too.
  if (after.endedAt !== undefined && before.endedAt === undefined) {
    return after.status === 'failed' ? `The task failed. ${after.error ?? ''}`
      : after.status === 'cancelled' ? 'The task was cancelled.'
      : 'The task is done.'
  }
  const states = new Map(before.steps.map((step) => [step.id, step.state]))
  const changed = after.steps.filter((step) => step.state !== 'waiting' && states.get(step.id) !== step.state)
  // A story that is read from its beginning is not told again from there.
  const told = changed.length > 2 ? changed.slice(-1) : changed
  return told.length > 0
    ? `${told.map((step) => `${step.name} ${words[step.state]}`).join('. ')}. ${after.percent} percent.`
    : undefined
}
