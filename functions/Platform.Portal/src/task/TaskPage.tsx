import { useEffect } from 'react'
import type { Session } from '../api/types'
import { Announcer } from '../shared/Announcer'
import { moment } from '../shared/format'
import { useNow } from '../shared/useNow'
import { Actions } from './Actions'
import { Approvals } from './Approvals'
import { Onboarding } from './Onboarding'
import { Progress } from './Progress'
import { Result } from './Result'
import { Steps } from './Steps'
import { TaskLog } from './TaskLog'
import { hasEnded } from './story'
import { useTask } from './useTask'

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.length > 0 ? value : undefined
}

export function TaskPage({ base, taskId, session, onSessionOver }: {
  base: string
  taskId: string
  session: Session
  onSessionOver: () => void
}) {
  const { task, story, isMissing, skew, said, address, connection, again } = useTask(base, taskId, onSessionOver)
  const isRunning = story !== undefined && !hasEnded(story.status)
  const now = useNow(isRunning, skew)
  const template = task?.spec.templateInfo
  const title = textOf(task?.spec.parameters?.['name']) ?? template?.entity?.metadata?.title ?? 'Task'
  const percent = story?.percent ?? 0

  useEffect(() => {
    if (story) document.title = isRunning ? `${percent} % · ${title}` : `${title} ${story.status}`
  }, [isRunning, percent, story, title])

  if (isMissing) {
    return (
      <section className="card" aria-labelledby="missing">
        <h1 id="missing">There is no such task</h1>
        <p>Nobody asked for a task with the id <code>{taskId}</code> here, or its story was removed.</p>
      </section>
    )
  }

  // What has ended is not shown as if nothing had happened, for the moment until its story comes.
  if (!task || !story || (!isRunning && story.lastId === 0 && connection === 'connecting')) {
    const isSilent = connection === 'waiting'
    return <p className="quiet" aria-busy="true">{isSilent ? 'The platform does not answer. Trying again …' : 'Loading …'}</p>
  }

  return (
    <>
      <Announcer text={said} />
      <section className="hero" aria-labelledby="title">
        <div className="headline">
          <div>
            <h1 id="title">{title}</h1>
            <p className="quiet">
              {template?.entity?.metadata?.title ?? template?.entityRef ?? 'Task'}
              {task.createdBy && <> · asked for by {task.createdBy}</>} · {moment(story.startedAt)}
            </p>
          </div>
          <Actions
            address={address} secretNames={task.spec.secretNames ?? []} story={story} session={session} onChanged={again}
          />
        </div>
        <Progress story={story} now={now} connection={connection} />
      </section>
      <Approvals address={address} story={story} session={session} />
      <Result story={story} />
      <div className="columns">
        <Steps story={story} now={now} />
        <Onboarding address={address} story={story} />
      </div>
      <TaskLog story={story} />
    </>
  )
}
