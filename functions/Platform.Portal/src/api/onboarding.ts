/** The way of a service from the request to production, as the platform's onboarding clock tells it. */
export interface Onboarding {
  phases: Phase[]
  /** The first milestone that is not reached; absent when all are. */
  waitingFor?: string
  criticalPath?: CriticalPath
}

export interface Phase {
  milestone: string
  at?: string
  seconds?: number
  evidence?: string
}

export interface CriticalPath {
  seconds: number
  longest?: string
  segments: { step?: string; seconds: number; sentence: string }[]
}

const names: Record<string, string> = {
  requested: 'Asked for',
  repositoryCreated: 'Repository created',
  firstCiGreen: 'First CI run green',
  catalogVisible: 'In the catalog',
  stagingDeployed: 'First deployment to staging',
  productionDeployed: 'First deployment to production',
}

/** A milestone that this page doesn't know yet is called by its own name. */
export function milestoneName(milestone: string): string {
  return names[milestone] ?? milestone.replaceAll(/([a-z])([A-Z])/g, '$1 $2')
}
