/** Reads server-sent events; by itself, because EventSource shows neither a status nor that the line has gone silent. */

export interface Frame {
  id: string
  event: string
  data: string
}

/** Takes text as it comes, in any pieces, and gives the frames that are whole. */
export class FrameReader {
  #rest = ''

  push(piece: string): Frame[] {
    const blocks = (this.#rest + piece).replaceAll('\r\n', '\n').split('\n\n')
    this.#rest = blocks.pop() ?? ''
    return blocks.flatMap((block) => {
      const frame = parse(block)
      return frame ? [frame] : []
    })
  }
}

function parse(block: string): Frame | undefined {
  const frame: Frame = { id: '', event: 'message', data: '' }
  const data: string[] = []
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':')
    // A line that begins with a colon is a comment: a sign of life.
    if (colon === 0 || line === '') continue
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'data') data.push(value)
    else if (field === 'id') frame.id = value
    else if (field === 'event') frame.event = value
  }
  return data.length > 0 ? { ...frame, data: data.join('\n') } : undefined
}
