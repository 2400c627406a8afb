import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import type { Session } from '../api/types'
import { Mark } from './Icon'

/** What is around every page: the way to its content, the mark, and who is signed in. */
export function Frame({ session, onSignOut, children }: {
  session?: Session | undefined
  onSignOut?: () => void
  children: ReactNode
}) {
  return (
    <>
      <a className="skip" href="#content">Skip to the content</a>
      <header className="top">
        <div className="brand"><Mark /> Platform</div>
        {session && (
          <div className="who">
            <span>{session.name}</span>
            {session.expiresAt && onSignOut && <Button className="plain" onPress={onSignOut}>Sign out</Button>}
          </div>
        )}
      </header>
      <main id="content" tabIndex={-1}>{children}</main>
    </>
  )
}
