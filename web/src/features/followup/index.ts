export { Composer } from './Composer'
export { callCustomer } from './call'
export { NextStep } from './NextStep'
export { PlanSheet } from './PlanSheet'
