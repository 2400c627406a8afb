import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { call } from '../api/client'
import type { Session, TaskStatus } from '../api/types'
import { Retry } from './Retry'
import { type Story, hasEnded } from './story'

const mayChange = new Set(['scaffolder', 'admin'])

/** What may be done with the task now: stop it, or go on from where it failed. */
export function Actions({ address, secretNames, story, session, onChanged }: {
  address: string
  secretNames: readonly string[]
  story: Story
  session: Session
  onChanged: () => void
}) {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState('')
  const [asked, setAsked] = useState<{ said: string; status: TaskStatus }>()
  const place = useRef<HTMLDivElement>(null)
  const { status } = story

  useEffect(() => {
    // The button that was pressed is gone with what it was for; who came by the keyboard stays where it was.
    if (asked && asked.status !== status && document.activeElement === document.body) place.current?.focus()
  }, [asked, status])

  if (!session.roles.some((role) => mayChange.has(role))) return null

  async function act(what: 'cancel' | 'retry', said: string, body: object = {}) {
    setBusy(true)
    setError('')
    try {
      const answer = await call('POST', `${address}/${what}`, { body })
      setAsked(answer.ok ? { said, status } : undefined)
      if (answer.ok) onChanged()
      else setError(answer.message)
    } catch {
      setError('The platform does not answer. Try again in a moment.')
    } finally {
      setBusy(false)
    }
  }

  const canRetry = status === 'failed' || status === 'cancelled'
  const isAsked = asked !== undefined && asked.status === status
  return (
    <div className="actions" ref={place} tabIndex={-1}>
      {!hasEnded(status) && (
        <DialogTrigger>
          <Button className="button" isPending={isBusy}>Cancel the task</Button>
          <ModalOverlay className="overlay" isDismissable>
            <Modal className="modal">
              <Dialog role="alertdialog">
                {({ close }) => (
                  <>
                    <Heading slot="title">Cancel this task?</Heading>
                    <p>
                      It stops after what it is doing now, and what it has made so far is taken away again, unless it was asked to
                      keep it.
                    </p>
                    <div className="actions">
                      <Button className="button" autoFocus onPress={close}>Let it go on</Button>
                      <Button
                        className="button danger"
                        onPress={() => {
                          close()
                          void act('cancel', 'The task was asked to stop.')
                        }}
                      >
                        Cancel the task
                      </Button>
                    </div>
                  </>
                )}
              </Dialog>
            </Modal>
          </ModalOverlay>
        </DialogTrigger>
      )}
      {canRetry && (
        <Retry
          secretNames={secretNames} isBusy={isBusy}
          onRetry={(secrets) => void act('retry', 'The task goes on.', secretNames.length > 0 ? { secrets } : {})}
        />
      )}
      <p role="status" className={isAsked ? 'quiet' : 'unseen'}>{isAsked ? asked.said : ''}</p>
      {error && <p role="alert" className="notice failed">{error}</p>}
    </div>
  )
}
