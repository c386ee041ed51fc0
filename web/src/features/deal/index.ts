export { CustomerDeals } from './CustomerDeals'
