import { type Answer, call } from '../api/client'
import type { Session } from '../api/types'

const linkCode = /^#code=(pfl_[0-9a-f]{64})$/

/** A single-use code that a link brought; taken out of the address at once, so that it is not copied or kept with it. */
export function takeLinkCode(): string | undefined {
  const code = linkCode.exec(window.location.hash)?.[1]
  if (code) window.history.replaceState(null, '', window.location.pathname)
  return code
}

export function readSession(base: string): Promise<Answer<Session>> {
  return call<Session>('GET', `${base}portal/session`)
}

/** A key, or the code of a link, becomes a cookie that scripts can't read. */
export function openSession(base: string, secret: string): Promise<Answer<Session>> {
  return call<Session>('POST', `${base}portal/session`, { bearer: secret })
}

export function closeSession(base: string): Promise<Answer<unknown>> {
  return call('DELETE', `${base}portal/session`)
}

/** Where people sign in with their organisation's account; undefined where the platform knows keys only. */
export function organisationSignIn(): string | undefined {
  const offered = document.querySelector<HTMLMetaElement>('meta[name="platform-sign-in"]')?.content
  return offered === 'platform'
    ? `/.auth/login/aad?post_login_redirect_uri=${encodeURIComponent(window.location.pathname)}`
    : undefined
}
