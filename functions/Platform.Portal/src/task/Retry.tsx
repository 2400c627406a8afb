import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Form } from 'react-aria-components/Form'
import { Heading } from 'react-aria-components/Heading'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { TextField } from 'react-aria-components/TextField'

const label = 'Retry from where it stopped'

/** Takes the task up again. Its secrets were wiped when it ended, so they have to be brought once more. */
export function Retry({ secretNames, isBusy, onRetry }: {
  secretNames: readonly string[]
  isBusy: boolean
  onRetry: (secrets: Record<string, string>) => void
}) {
  const [secrets, setSecrets] = useState<Record<string, string>>({})
  if (secretNames.length === 0) {
    return <Button className="button primary" isPending={isBusy} onPress={() => onRetry({})}>{label}</Button>
  }

  return (
    <DialogTrigger>
      <Button className="button primary" isPending={isBusy}>{label}</Button>
      <ModalOverlay className="overlay" isDismissable>
        <Modal className="modal">
          <Dialog>
            {({ close }) => (
              <Form
                onSubmit={(event) => {
                  event.preventDefault()
                  close()
                  onRetry(secrets)
                  setSecrets({})
                }}
              >
                <Heading slot="title">Secrets are needed again</Heading>
                <p>They were wiped when the task ended.</p>
                {secretNames.map((name) => (
                  <TextField
                    key={name} type="password" autoComplete="off" isRequired value={secrets[name] ?? ''}
                    onChange={(value) => setSecrets((known) => ({ ...known, [name]: value }))}
                  >
                    <Label>{name}</Label>
                    <Input />
                  </TextField>
                ))}
                <div className="actions">
                  <Button className="button" onPress={close}>Not now</Button>
                  <Button type="submit" className="button primary">Retry</Button>
                </div>
              </Form>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  )
}
