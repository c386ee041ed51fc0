export { Composer } from './Composer'
export { callCustomer } from './call'
export { NextStep } from './NextStep'
export { default as PlanSheet } from './PlanSheet'
