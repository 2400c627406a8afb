import { Button } from 'react-aria-components/Button'
import { Disclosure, DisclosurePanel } from 'react-aria-components/Disclosure'
import { Heading } from 'react-aria-components/Heading'
import { LogLines } from './LogLines'
import type { Story } from './story'

/** Everything that was said, in order; folded, because the steps tell most of it. */
export function TaskLog({ story }: { story: Story }) {
  const lines = [...story.lines, ...story.steps.flatMap((step) => step.lines)].toSorted((a, b) => a.id - b.id)
  return (
    <section className="card" aria-label="The whole log">
      <Disclosure>
        <Heading level={2}>
          <Button slot="trigger" className="fold">
            <span className="chevron" aria-hidden="true" />The whole log <span className="count">{lines.length}</span>
          </Button>
        </Heading>
        <DisclosurePanel><LogLines lines={lines} label="All lines" /></DisclosurePanel>
      </Disclosure>
    </section>
  )
}
