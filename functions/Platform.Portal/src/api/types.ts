/** What the platform's API tells; only the members that the pages use. */

export type TaskStatus = 'open' | 'processing' | 'completed' | 'failed' | 'cancelled'

export interface TaskStep {
  id: string
  name: string
  action: string
}

export interface Task {
  id: string
  status: TaskStatus
  createdAt: string
  createdBy?: string
  spec: {
    steps: TaskStep[]
    parameters?: Record<string, unknown>
    secretNames?: string[]
    templateInfo?: { entityRef?: string; entity?: { metadata?: { name?: string; title?: string } } }
  }
}

export type StepStatus = 'processing' | 'completed' | 'failed' | 'cancelled' | 'skipped'

export interface TaskEvent {
  id: number
  type: 'log' | 'completion' | 'cancelled' | 'recovered'
  createdAt: string
  body: {
    message: string
    stepId?: string
    status?: StepStatus
    percent?: number
    seconds?: number
    output?: Record<string, unknown>
    error?: { message?: string }
  }
}

export interface Session {
  name: string
  roles: string[]
  /** Set where the page itself signed the caller in, and can sign them out. */
  expiresAt?: string
}
