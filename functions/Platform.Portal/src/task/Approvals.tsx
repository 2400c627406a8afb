import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { TextField } from 'react-aria-components/TextField'
import type { Approval } from '../api/approvals'
import { call } from '../api/client'
import type { Session } from '../api/types'
import { moment } from '../shared/format'
import { usePolled } from '../shared/usePolled'
import { type Story, hasEnded } from './story'

const rhythm = 4_000

/** Questions that the task waits for somebody to answer, and how those before were answered. */
export function Approvals({ address, story, session }: { address: string; story: Story; session: Session }) {
  const [decided, setDecided] = useState(0)
  const steps = story.steps.map((step) => step.state).join()
  const told = usePolled<{ approvals: Approval[] }>(
    `${address}/approvals`, hasEnded(story.status) ? undefined : rhythm, `${steps} ${decided}`)
  return (told?.approvals ?? []).map((approval) => {
    const step = story.steps.find((each) => each.id === approval.stepId)
    return (
      <Question
        key={approval.id}
        address={address}
        approval={approval}
        title={step?.name ?? 'Approval'}
        isOpen={approval.state === 'pending' && !hasEnded(story.status)}
        mayDecide={session.roles.some((role) => role === 'approver' || role === 'admin')}
        onDecided={() => setDecided((count) => count + 1)}
      />
    )
  })
}

const outcomes = { pending: 'Not decided', approved: 'Approved', rejected: 'Rejected', expired: 'Nobody decided in time' }

function Question({ address, approval, title, isOpen, mayDecide, onDecided }: {
  address: string
  approval: Approval
  title: string
  isOpen: boolean
  mayDecide: boolean
  onDecided: () => void
}) {
  const [comment, setComment] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState('')
  const groups = approval.groups.join(' or ')

  async function decide(decision: 'approve' | 'reject') {
    setBusy(true)
    setError('')
    try {
      const body = comment.trim() === '' ? { decision } : { decision, comment: comment.trim() }
      const answer = await call('POST', `${address}/approvals/${encodeURIComponent(approval.id)}`, { body })
      if (answer.ok) onDecided()
      else setError(answer.message)
    } catch {
      setError('The platform does not answer. Try again in a moment.')
    } finally {
      setBusy(false)
    }
  }

  return (
    <section className={isOpen ? 'card approval open' : 'card approval'} aria-labelledby={`approval-${approval.id}`}>
      <h2 id={`approval-${approval.id}`}>{title}: {isOpen ? 'an answer is needed' : outcomes[approval.state]}</h2>
      {approval.message && <p className="question">{approval.message}</p>}
      {isOpen && (
        <p className="quiet">
          Asked by {approval.requestedBy}, of {groups}, until {moment(Date.parse(approval.expiresAt))}
        </p>
      )}
      {approval.decision && (
        <p className="quiet">
          {outcomes[approval.state]} by {approval.decision.name}
          {approval.decision.comment && <>: “{approval.decision.comment}”</>}
        </p>
      )}
      {isOpen && mayDecide && (
        <div className="decide">
          <TextField value={comment} onChange={setComment} maxLength={2000}>
            <Label>Comment (optional)</Label>
            <Input />
          </TextField>
          <div className="actions">
            <Button className="button" isDisabled={isBusy} onPress={() => void decide('reject')}>Reject</Button>
            <Button className="button primary" isDisabled={isBusy} onPress={() => void decide('approve')}>Approve</Button>
          </div>
        </div>
      )}
      {error && <p role="alert" className="notice failed">{error}</p>}
    </section>
  )
}
