import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { FieldError } from 'react-aria-components/FieldError'
import { Form } from 'react-aria-components/Form'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { TextField } from 'react-aria-components/TextField'
import type { Session } from '../api/types'
import { openSession, organisationSignIn } from './session'

export function SignIn({ base, reason, onSignedIn }: {
  base: string
  reason: string | undefined
  onSignedIn: (session: Session) => void
}) {
  const [error, setError] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [key, setKey] = useState('')
  const organisation = organisationSignIn()

  async function submit() {
    setBusy(true)
    try {
      const answer = await openSession(base, key.trim())
      if (answer.ok && answer.body) onSignedIn(answer.body)
      else setError(answer.message)
    } catch {
      setError('The platform does not answer. Try again in a moment.')
    } finally {
      setBusy(false)
    }
  }

  return (
    <section className="card sign-in" aria-labelledby="sign-in">
      <h1 id="sign-in">Sign in</h1>
      {reason && <p role="alert" className="notice">{reason}</p>}
      {organisation && <p><a className="button primary" href={organisation}>Sign in with your organisation</a></p>}
      <Form
        validationErrors={{ key: error }}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <TextField
          name="key" type="password" value={key} autoComplete="off" isRequired
          onChange={(value) => {
            setKey(value)
            setError('')
          }}
        >
          <Label>API key</Label>
          <Input spellCheck={false} />
          <Text slot="description">The first run printed an admin key; ask an administrator for one of your own.</Text>
          <FieldError />
        </TextField>
        <Button type="submit" className="button primary" isPending={isBusy}>Sign in</Button>
      </Form>
    </section>
  )
}
