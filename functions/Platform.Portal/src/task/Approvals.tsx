import type { Session } from '../api/types'
import type { Story } from './story'

export function Approvals({ story }: { address: string; story: Story; session: Session }) {
  void story
  return null
}
