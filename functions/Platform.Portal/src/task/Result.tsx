import type { Story } from './story'

/** What the task made. Titles, addresses and texts are the template's: shown as text, and led to only over http(s). */
export function Result({ story }: { story: Story }) {
  if (story.status !== 'completed' || (story.links.length === 0 && story.texts.length === 0)) return null
  return (
    <section className="card result" aria-labelledby="result">
      <h2 id="result">What was made</h2>
      <ul className="links">
        {story.links.map((link, index) => (
          // The list doesn't change once it is there, and titles may repeat.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            {link.url
              ? <a href={link.url} rel="noopener noreferrer">{link.title}</a>
              : <span className="no-link">{link.title}</span>}
            {link.note && link.note !== link.title && <span className="quiet address">{link.note}</span>}
          </li>
        ))}
      </ul>
      {story.texts.map((text, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className="text">
          {text.title && <h3>{text.title}</h3>}
          <p>{text.content}</p>
        </div>
      ))}
    </section>
  )
}
