// A lock between processes that its holder's death frees: whoever listens on a name holds it, the others wait until it stops.
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

function nameFor(folder) {
  const name = `platform-portal-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  // Linux has names that are no files, so nothing is left behind.
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), name)
}

function tryTake(name) {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)))
    server.listen(name, () => resolve(server))
  })
}

function untilFreed(name) {
  return new Promise((resolve) => {
    const holder = connect(name)
    holder.on('error', (error) => {
      // The file of a holder that died where names are files.
      if (error.code === 'ECONNREFUSED' && !name.startsWith('\0')) rmSync(name, { force: true })
    })
    holder.on('close', () => setTimeout(resolve, 50))
    holder.resume()
  })
}

/** Runs the work while this process is the only one that holds the folder's lock. */
export async function holding(folder, work) {
  const name = nameFor(folder)
  let server = await tryTake(name)
  while (!server) {
    await untilFreed(name)
    server = await tryTake(name)
  }
  const waiting = new Set()
  server.on('connection', (socket) => {
    waiting.add(socket)
    socket.on('error', () => waiting.delete(socket))
  })
  try {
    return await work()
  } finally {
    for (const socket of waiting) socket.destroy()
    server.close()
  }
}
