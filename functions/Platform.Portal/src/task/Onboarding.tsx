import { useState } from 'react'
import { type Onboarding as Told, type Phase, milestoneName } from '../api/onboarding'
import { StateIcon } from '../shared/Icon'
import { asSentence, clock, duration, moment } from '../shared/format'
import { usePolled } from '../shared/usePolled'
import { type Story, hasEnded } from './story'

const whileRunning = 3_000
const afterwards = 15_000

/** The request takes no time; it is when the clock starts. */
function clockOrDuration(phase: Phase): string {
  return phase.milestone === 'requested' && phase.at ? clock(Date.parse(phase.at)) : duration(phase.seconds ?? 0)
}

/** How far the service has come on its way to production, and where the time went. */
export function Onboarding({ address, story }: { address: string; story: Story }) {
  const [isComplete, setComplete] = useState(false)
  const rhythm = isComplete || story.status === 'failed' ? undefined : hasEnded(story.status) ? afterwards : whileRunning
  const onboarding = usePolled<Told>(`${address}/onboarding`, rhythm, story.status)
  if (!onboarding) return null
  const path = onboarding.criticalPath
  const isReached = onboarding.waitingFor === undefined
  if (isReached !== isComplete) setComplete(isReached)
  return (
    <section className="card" aria-labelledby="onboarding">
      <h2 id="onboarding">On the way to production</h2>
      <ol className="phases">
        {onboarding.phases.map((phase) => (
          <li key={phase.milestone}>
            <StateIcon state={phase.at ? 'completed' : 'waiting'} />
            <span>{milestoneName(phase.milestone)}</span>
            <span className="took" title={phase.at ? moment(Date.parse(phase.at)) : undefined}>
              {phase.at ? clockOrDuration(phase) : 'not yet'}
            </span>
          </li>
        ))}
      </ol>
      {path && path.segments.length > 0 && (
        <div className="advice">
          <h3>Critical path: {duration(path.seconds)}</h3>
          {path.longest && <p>Longest: <strong>{path.longest}</strong></p>}
          <ol className="segments">
            {path.segments.map((segment, index) => (
              // Segments are told anew as a whole; none has a name of its own.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={index} className="quiet">{asSentence(segment.sentence)}</li>
            ))}
          </ol>
        </div>
      )}
    </section>
  )
}
