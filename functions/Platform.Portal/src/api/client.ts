/** Calls of the platform's API from a page of it. */

/** Everything before the portal's own routes: the pages are served by the app whose API they call. */
export function apiBase(pathname: string): string {
  const at = pathname.lastIndexOf('/portal/')
  return at < 0 ? '/api/' : pathname.slice(0, at + 1)
}

/** What another site's form or script can't send along, so the platform knows that a page of its own asks. */
export const ownHeader = { 'Platform-Portal': '1' } as const

export interface Answer<T> {
  status: number
  ok: boolean
  body: T | undefined
  /** What went wrong, in the platform's words. */
  message: string
  /** How far the platform's clock is ahead of this one, in milliseconds; undefined when it didn't say. */
  skew: number | undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.length > 0 ? value : undefined
}

function messageIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const { detail, error, title } = body as { detail?: unknown; title?: unknown; error?: { message?: unknown } }
  return text(detail) ?? text(error?.message) ?? text(title)
}

export function skewOf(date: string | null, now: number): number | undefined {
  const theirs = date === null ? Number.NaN : Date.parse(date)
  return Number.isNaN(theirs) ? undefined : theirs - now
}

export async function call<T>(
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  options: { body?: unknown; bearer?: string; signal?: AbortSignal } = {},
): Promise<Answer<T>> {
  const response = await fetch(url, {
    method,
    cache: 'no-store',
    credentials: 'same-origin',
    headers: {
      ...ownHeader,
      Accept: 'application/json',
      ...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(options.bearer === undefined ? {} : { Authorization: `Bearer ${options.bearer}` }),
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    ...(options.signal ? { signal: options.signal } : {}),
  })
  const written = await response.text()
  let body: unknown
  try {
    body = written.length > 0 ? JSON.parse(written) : undefined
  } catch {
    body = undefined
  }
  return {
    status: response.status,
    ok: response.ok,
    body: response.ok ? (body as T) : undefined,
    message: messageIn(body) ?? `The platform answered with status ${response.status}.`,
    skew: skewOf(response.headers.get('Date'), Date.now()),
  }
}
