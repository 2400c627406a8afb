// One browser with one page, told what to do line by line: {id, script, argument} in, {id, result | error} out. It ends with its
// standard input, so that it never outlives the test process.
import { createInterface } from 'node:readline'
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const options = JSON.parse(process.argv[2])
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const AsyncFunction = (async () => {}).constructor

const browser = await chromium.launch({
  executablePath: options.executable,
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ],
})
const context = await browser.newContext({
  colorScheme: options.colorScheme,
  reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
  viewport: { width: options.width, height: options.height },
})
context.setDefaultTimeout(options.patience)

/** Everything that the page did which its looks don't show. */
const seen = { console: [], errors: [], requests: [] }
await context.addInitScript(() => {
  document.addEventListener('securitypolicyviolation', (event) => {
    console.error(`policy violated: ${event.violatedDirective} by ${event.blockedURI} ${event.sourceFile} ${event.sample}`)
  })
})
const page = await context.newPage()
page.on('console', (message) => seen.console.push(`${message.type()}: ${message.text()}`))
page.on('pageerror', (error) => seen.errors.push(String(error)))
page.on('request', (request) => seen.requests.push(request.url()))

/** What the accessibility check finds on the page as it is now, as lines. */
async function audit() {
  await page.evaluate(axe)
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`))
}

const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`)
say({ id: 0 })
for await (const line of createInterface({ input: process.stdin })) {
  const { id, script, argument } = JSON.parse(line)
  try {
    const run = new AsyncFunction('page', 'context', 'seen', 'audit', 'argument', script)
    say({ id, result: (await run(page, context, seen, audit, argument)) ?? null })
  } catch (error) {
    const now = await page.locator('body').innerText({ timeout: 1000 }).catch(() => '')
    say({ id, error: `${error.stack ?? error}\nThe page then:\n${now}\nConsole: ${seen.console.slice(-20).join('\n')}` })
  }
}
await browser.close()
