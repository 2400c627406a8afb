/** Addresses that came from templates and their values: only what leads to a web page is made a link. */
export function safeUrl(address: unknown): string | undefined {
  if (typeof address !== 'string') return undefined
  try {
    const url = new URL(address)
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === ''
      ? url.href
      : undefined
  } catch {
    return undefined
  }
}

const entityRef = /^(?<kind>[a-zA-Z0-9._-]{1,63}):(?<namespace>[a-zA-Z0-9._-]{1,63})\/(?<name>[a-zA-Z0-9._-]{1,63})$/

/** Where the catalog tells of an entity; undefined for what names none. */
export function entityUrl(base: string, ref: unknown): string | undefined {
  const groups = typeof ref === 'string' ? entityRef.exec(ref)?.groups : undefined
  return groups && `${base}catalog/entities/by-name/${groups['kind']}/${groups['namespace']}/${groups['name']}`.toLowerCase()
}
