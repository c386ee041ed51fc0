export { default as texts } from '@locales/en.json'
export { default as ant } from 'antd/es/locale/en_US'
