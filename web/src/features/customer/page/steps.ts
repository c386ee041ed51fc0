// The way through the funnel as the stepper draws it.
import type { Step } from '../types'

export interface StepView extends Step {
  number: number
  state: 'done' | 'on' | 'ahead'
  /** How much of the ideal time is used, 0 to 1; of the layer it stands in. */
  filled: number
  /** Passed over: no time was spent there. */
  skipped: boolean
  late: 'red' | 'amber' | undefined
}

export function stepsOf(steps: Step[], layer: string): StepView[] {
  const at = steps.findIndex((s) => s.layer === layer)
  return steps.map((step, i) => {
    const state = i === at ? 'on' : step.done ? 'done' : 'ahead'
    const ratio = step.ideal > 0 ? step.days / step.ideal : 0
    return {
      ...step,
      number: i + 1,
      state,
      filled: step.ideal > 0 ? Math.min(1, Math.max(ratio, 0.06)) : 1,
      skipped: state === 'done' && step.days === 0,
      late: state === 'ahead' ? undefined : ratio > 1.5 ? 'red' : ratio > 1 ? 'amber' : undefined,
    }
  })
}

/** Working days spent so far, and what is ideal up to the layer it stands in. */
export function wayOf(steps: Step[], layer: string): { days: number; ideal: number } {
  const at = steps.findIndex((s) => s.layer === layer)
  const passed = at < 0 ? [] : steps.slice(0, at + 1)
  return {
    days: Math.round(passed.reduce((sum, s) => sum + s.days, 0)),
    ideal: Math.round(passed.slice(0, -1).reduce((sum, s) => sum + s.ideal, 0) + (passed.at(-1)?.ideal ?? 0)),
  }
}

/** The day of a stay, as people count: the first day is day 1. */
export const dayNumber = (days: number): number => Math.floor(days) + 1
