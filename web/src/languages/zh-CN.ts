export { default as texts } from '@locales/zh-CN.json'
export { default as ant } from 'antd/es/locale/zh_CN'
