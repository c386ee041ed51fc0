export { PrivacyPart } from './PrivacyPart'
