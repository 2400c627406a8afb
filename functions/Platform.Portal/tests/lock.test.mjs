import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const lock = pathToFileURL(join(import.meta.dirname, '../lock.mjs')).href

/** Counts up in a way that only works when nobody else does at the same time. */
const counting = `
  import { readFileSync, writeFileSync } from 'node:fs'
  import { holding } from '${lock}'
  const [folder] = process.argv.slice(1)
  const file = folder + '/count'
  await holding(folder, async () => {
    const count = Number(readFileSync(file, 'utf8'))
    await new Promise((resolve) => setTimeout(resolve, 20))
    writeFileSync(file, String(count + 1))
  })`

const keeping = `
  import { holding } from '${lock}'
  await holding(process.argv[1], async () => {
    process.stdout.write('mine')
    await new Promise((resolve) => setTimeout(resolve, 600_000))
  })`

let folder

function start(script) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => child.once('close', resolve))
  return { child, ended }
}

describe('the lock of a build', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portal-lock-'))
    writeFileSync(join(folder, 'count'), '0')
  })

  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('lets one process in at a time', async () => {
    const codes = await Promise.all(Array.from({ length: 6 }, () => start(counting).ended))

    expect(codes).toEqual([0, 0, 0, 0, 0, 0])
    expect(readFileSync(join(folder, 'count'), 'utf8')).toBe('6')
  })

  it('is freed by the death of its holder', async () => {
    const holder = start(keeping)
    await new Promise((resolve) => holder.child.stdout.once('data', resolve))
    const waiting = [start(counting), start(counting)]
    holder.child.kill('SIGKILL')

    expect(await Promise.all(waiting.map((each) => each.ended))).toEqual([0, 0])
    expect(readFileSync(join(folder, 'count'), 'utf8')).toBe('2')
  })
})
