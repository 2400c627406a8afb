import { Label } from 'react-aria-components/Label'
import { ProgressBar } from 'react-aria-components/ProgressBar'
import type { Connection } from '../api/follow'
import { duration } from '../shared/format'
import { StateIcon } from '../shared/Icon'
import { type StepState, type Story, hasEnded } from './story'

const words = {
  open: 'Waiting to begin',
  processing: 'Under way',
  completed: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
} as const

export function Progress({ story, now, connection }: { story: Story; now: number; connection: Connection }) {
  const seconds = ((story.endedAt ?? now) - story.startedAt) / 1000
  const isSilent = connection === 'waiting' && !hasEnded(story.status)
  const icon: StepState = story.status === 'open' ? 'waiting' : story.status
  const isTimed = story.endedAt !== undefined || !hasEnded(story.status)
  return (
    <>
      <ProgressBar className={`progress ${story.status}`} value={story.percent}>
        {({ percentage = 0, valueText }) => (
          <>
            <div className="figures">
              <Label className={`badge ${story.status}`}><StateIcon state={icon} />{words[story.status]}</Label>
              <span className="quiet">{isTimed && duration(seconds)}</span>
              <span className="percent">{valueText}</span>
            </div>
            <div className="track"><div className="bar" style={{ width: `${percentage}%` }} /></div>
          </>
        )}
      </ProgressBar>
      <p role="status" className={isSilent ? 'notice' : 'unseen'}>
        {isSilent ? 'The connection is lost; the task goes on. Connecting again …' : ''}
      </p>
      {story.error && <p role="alert" className="notice failed"><strong>What went wrong:</strong> {story.error}</p>}
    </>
  )
}
