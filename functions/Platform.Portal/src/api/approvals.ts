/** What a task asks a group, and what was answered. */
export interface Approval {
  id: string
  stepId: string
  groups: string[]
  message?: string
  requestedBy: string
  expiresAt: string
  state: 'pending' | 'approved' | 'rejected' | 'expired'
  decision?: { name?: string; comment?: string; at?: string }
}
