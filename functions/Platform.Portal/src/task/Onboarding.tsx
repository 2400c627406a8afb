import type { Story } from './story'

export function Onboarding({ story }: { address: string; story: Story }) {
  void story
  return null
}
