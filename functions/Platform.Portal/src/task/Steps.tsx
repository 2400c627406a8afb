import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { Disclosure, DisclosurePanel } from 'react-aria-components/Disclosure'
import { Heading } from 'react-aria-components/Heading'
import { duration } from '../shared/format'
import { StateIcon } from '../shared/Icon'
import { LogLines } from './LogLines'
import { type Step, type StepState, type Story, secondsOf, spanOf } from './story'

const words: Record<StepState, string> = {
  waiting: 'waits',
  processing: 'under way',
  completed: 'done',
  failed: 'failed',
  cancelled: 'stopped',
  skipped: 'skipped',
}

/** Everything that the template does, in its order, with its share of the time. */
export function Steps({ story, now }: { story: Story; now: number }) {
  return (
    <section className="card" aria-labelledby="steps">
      <h2 id="steps">Steps</h2>
      <ol className="steps">
        {story.steps.map((step) => <StepItem key={step.id} step={step} story={story} now={now} />)}
      </ol>
    </section>
  )
}

function StepItem({ step, story, now }: { step: Step; story: Story; now: number }) {
  // What somebody opened or closed stays so; else the step that matters now is open.
  const [chosen, setChosen] = useState<boolean>()
  const seconds = secondsOf(step, now)
  const span = spanOf(step, story, now)
  return (
    <li className={`step ${step.state}`}>
      <Disclosure isExpanded={chosen ?? (step.state === 'processing' || step.state === 'failed')} onExpandedChange={setChosen}>
        <Heading level={3}>
          <Button slot="trigger" className="step-head">
            <StateIcon state={step.state} />
            <span className="step-name">{step.name}</span>
            <span className="step-state">{words[step.state]}</span>
            <span className="step-time">{seconds !== undefined && step.state !== 'skipped' && duration(seconds)}</span>
            <span className="chevron" aria-hidden="true" />
          </Button>
        </Heading>
        <div className="lane" aria-hidden="true">
          {span && <div className="span" style={{ marginInlineStart: `${span.start}%`, width: `${span.width}%` }} />}
        </div>
        <DisclosurePanel className="step-body">
          {step.action && <p className="quiet">Action <code>{step.action}</code></p>}
          {step.lines.length > 0
            ? <LogLines lines={step.lines} label={`Log of ${step.name}`} />
            : <p className="quiet">Nothing yet.</p>}
        </DisclosurePanel>
      </Disclosure>
    </li>
  )
}
