import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { call } from '../api/client'
import type { Session } from '../api/types'
import { type Story, hasEnded } from './story'

const mayChange = new Set(['scaffolder', 'admin'])

/** What may be done with the task now: stop it, or go on from where it failed. */
export function Actions({ address, story, session, onChanged }: {
  address: string
  story: Story
  session: Session
  onChanged: () => void
}) {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState('')
  const [asked, setAsked] = useState('')
  if (!session.roles.some((role) => mayChange.has(role))) return null

  async function act(what: 'cancel' | 'retry', said: string) {
    setBusy(true)
    setError('')
    try {
      const answer = await call('POST', `${address}/${what}`, { body: {} })
      setAsked(answer.ok ? said : '')
      if (answer.ok) onChanged()
      else setError(answer.message)
    } catch {
      setError('The platform does not answer. Try again in a moment.')
    } finally {
      setBusy(false)
    }
  }

  const canRetry = story.status === 'failed' || story.status === 'cancelled'
  return (
    <div className="actions">
      {!hasEnded(story.status) && (
        <DialogTrigger>
          <Button className="button" isPending={isBusy}>Cancel the task</Button>
          <ModalOverlay className="overlay" isDismissable>
            <Modal className="modal">
              <Dialog role="alertdialog">
                {({ close }) => (
                  <>
                    <Heading slot="title">Cancel this task?</Heading>
                    <p>It stops after what it is doing now, and what it has made so far is taken away again, unless it was asked to keep it.</p>
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
        <Button className="button primary" isPending={isBusy} onPress={() => void act('retry', 'The task goes on.')}>
          Retry from where it stopped
        </Button>
      )}
      <p role="status" className={asked ? 'quiet' : 'unseen'}>{asked}</p>
      {error && <p role="alert" className="notice failed">{error}</p>}
    </div>
  )
}
