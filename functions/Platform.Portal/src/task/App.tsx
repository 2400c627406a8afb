import { useCallback, useEffect, useRef, useState } from 'react'
import { apiBase } from '../api/client'
import type { Session } from '../api/types'
import { Frame } from '../shared/Frame'
import { SignIn } from '../signin/SignIn'
import { closeSession, openSession, readSession, takeLinkCode } from '../signin/session'
import { TaskPage } from './TaskPage'

type Visit =
  | { state: 'arriving' }
  | { state: 'unreachable' }
  | { state: 'stranger'; reason: string | undefined }
  | { state: 'known'; session: Session }

const base = apiBase(window.location.pathname)
const taskId = decodeURIComponent(window.location.pathname.split('/').findLast((part) => part.length > 0) ?? '')
const usedCode = 'This link has been used or is too old. Sign in with a key, or have a new link made.'

/** Who looks at the page, and what they therefore see. */
export function App() {
  const [visit, setVisit] = useState<Visit>({ state: 'arriving' })
  const code = useRef(takeLinkCode())

  const arrive = useCallback(async () => {
    try {
      const brought = code.current
      code.current = undefined
      const opened = brought === undefined ? undefined : await openSession(base, brought)
      const answer = opened?.ok ? opened : await readSession(base)
      if (answer.ok && answer.body) setVisit({ state: 'known', session: answer.body })
      else if (answer.status >= 500) setVisit({ state: 'unreachable' })
      else setVisit({ state: 'stranger', reason: opened && usedCode })
    } catch {
      setVisit({ state: 'unreachable' })
    }
  }, [])

  useEffect(() => {
    if (visit.state !== 'arriving' && visit.state !== 'unreachable') return undefined
    const timer = setTimeout(() => void arrive(), visit.state === 'arriving' ? 0 : 2000)
    return () => clearTimeout(timer)
  }, [arrive, visit])

  useEffect(() => {
    // A link that is opened where the page is open already only changes the part of the address behind '#'.
    const look = () => {
      code.current = takeLinkCode()
      if (code.current !== undefined) setVisit({ state: 'arriving' })
    }
    window.addEventListener('hashchange', look)
    return () => window.removeEventListener('hashchange', look)
  }, [])

  const expired = useCallback(() => setVisit({ state: 'stranger', reason: 'Your session is over. Sign in again.' }), [])

  async function signOut() {
    await closeSession(base)
    setVisit({ state: 'stranger', reason: undefined })
  }

  switch (visit.state) {
    case 'arriving':
      return <Frame><p className="quiet" aria-busy="true">Loading …</p></Frame>
    case 'unreachable':
      return <Frame><p role="alert" className="notice">The platform does not answer. Trying again …</p></Frame>
    case 'stranger':
      return (
        <Frame>
          <SignIn base={base} reason={visit.reason} onSignedIn={(session) => setVisit({ state: 'known', session })} />
        </Frame>
      )
    case 'known':
      return (
        <Frame session={visit.session} onSignOut={() => void signOut()}>
          <TaskPage base={base} taskId={taskId} session={visit.session} onSessionOver={expired} />
        </Frame>
      )
  }
}
