import { clock } from '../shared/format'
import type { Line } from './story'

/** Lines as they were written, never as markup. It can be reached with the keyboard, so that it can be scrolled. */
export function LogLines({ lines, label }: { lines: readonly Line[]; label: string }) {
  return (
    // A region that scrolls has to be reachable.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="log" aria-label={label} tabIndex={0}>
      {lines.map((line) => (
        <div key={line.id} className={line.isError ? 'line error' : 'line'}>
          <time dateTime={new Date(line.at).toISOString()}>{clock(line.at)}</time>
          <span>{line.text}</span>
        </div>
      ))}
    </section>
  )
}
