export { CallHost } from './CallHost'
export { Composer } from './Composer'
export { callCustomer } from './call'
export { NextStep } from './NextStep'
