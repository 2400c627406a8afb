// node build.mjs [OUT]: bundles the portal's pages into OUT/<hash of the sources>/ and says so in OUT/bundle.txt. Called by the
// build of Platform.Functions (Portal.targets) when a source changed; builds that come at the same time wait for the first.
// node build.mjs --test: the type check, the lint and the unit tests.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { holding } from './lock.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const isTest = process.argv[2] === '--test'
const out = resolve((isTest ? undefined : process.argv[2]) ?? join(here, '../../artifacts/portal'))
const stamp = join(out, 'bundle.txt')
const windows = process.platform === 'win32'

// What a folder of people's own machines may hold besides the sources.
const ignored = new Set(['node_modules', 'tests'])

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && !ignored.has(entry.name)) yield* files(path)
    else if (entry.isFile()) yield path
  }
}

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    hash.update(relative(here, path).split(sep).join('/')).update('\0').update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

function run(what, command, ...args) {
  const done = spawnSync(command, args, { cwd: here, encoding: 'utf8', shell: windows, maxBuffer: 64 * 1024 * 1024 })
  if (done.error) fail(`${what}: ${command} could not be started (${done.error.message}).`)
  if (done.status !== 0) fail(`${what} failed:\n${done.stdout}${done.stderr}`)
  return done.stdout
}

function tool(name) {
  return join('node_modules', '.bin', windows ? `${name}.cmd` : name)
}

function install() {
  const wanted = hashOf([join(here, 'package.json'), join(here, 'package-lock.json')])
  const mark = join(here, 'node_modules', '.platform-installed')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return
  process.stdout.write("Installing the portal's npm packages (once; this takes up to a minute) ...\n")
  run('Installing the npm packages', 'npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline')
  writeFileSync(mark, wanted)
}

function compress(folder) {
  for (const path of Array.from(files(join(folder, 'assets')))) {
    const bytes = readFileSync(path)
    const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, brotli))
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
  }
}

function check() {
  run('The type check', tool('tsc'), '--noEmit')
  run('The lint', tool('oxlint'), '--deny-warnings')
}

function test() {
  install()
  check()
  process.stdout.write(run('The unit tests', tool('vitest'), 'run', '--no-color'))
}

function bundle(target) {
  const unfinished = `${target}.${process.pid}`
  install()
  process.stdout.write("Building the portal's pages ...\n")
  check()
  run('The bundling', tool('vite'), 'build', '--outDir', unfinished, '--emptyOutDir', '--logLevel', 'warn')
  compress(unfinished)
  rmSync(target, { recursive: true, force: true })
  renameSync(unfinished, target)
}

function removeOthers(kept) {
  for (const name of readdirSync(out)) {
    if (name !== kept && statSync(join(out, name)).isDirectory()) rmSync(join(out, name), { recursive: true, force: true })
  }
}

const [major, minor] = process.versions.node.split('.').map(Number)
if (!(major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19))) {
  fail(`The portal is built with Node.js 20.19 or later, or 22.12 or later; this is ${process.versions.node}.`)
}

await holding(here, () => {
  if (isTest) return test()
  mkdirSync(out, { recursive: true })
  const hash = hashOf(files(here))
  const target = join(out, hash)
  if (!existsSync(join(target, 'tasks', 'index.html'))) bundle(target)
  removeOthers(hash)
  writeFileSync(stamp, hash)
  return undefined
})
