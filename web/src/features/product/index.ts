export { ProductSelect } from './ProductSelect'
