/** Tells those who listen. It is there from the beginning: a live region that comes with its text is not read by all. */
export function Announcer({ text }: { text: string }) {
  return <div className="unseen" role="status" aria-live="polite" aria-atomic="true">{text}</div>
}
