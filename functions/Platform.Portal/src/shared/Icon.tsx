import type { StepState } from '../task/story'

const shapes: Record<StepState, string> = {
  waiting: 'M12 5a7 7 0 1 0 0 14a7 7 0 0 0 0-14',
  processing: 'M12 4a8 8 0 0 1 8 8',
  completed: 'M6 12.5l4 4l8-9',
  failed: 'M7 7l10 10M17 7L7 17',
  cancelled: 'M7 12h10',
  skipped: 'M7 7l5 5l-5 5M13 7l5 5l-5 5',
}

/** Beside a word that says the same, so it is hidden from those who listen. */
export function StateIcon({ state }: { state: StepState }) {
  return (
    <svg className={`state-icon ${state}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={shapes[state]} />
    </svg>
  )
}

export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" />
      <path d="M9 22V10h8a4 4 0 0 1 0 8h-4" />
    </svg>
  )
}
