// Browser journeys on the real binary with demo data (global-setup starts both).
import { defineConfig, devices } from '@playwright/test'
import { url } from './server'

const chromium = {
  executablePath: process.env.LAIDAN_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
}

export default defineConfig({
  testDir: '.',
  globalSetup: './global-setup.ts',
  
  outputDir: 'results',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  reporter: [['list']],
  timeout: 30_000,
  expect: { timeout: 5_000 },
  use: {
    baseURL: url,
    launchOptions: chromium,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'desktop', testMatch: '*.spec.ts', testIgnore: '*.phone.spec.ts', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 }, locale: 'zh-CN' } },
    {
      name: 'phone',
      testMatch: '*.phone.spec.ts',
      use: { ...devices['Pixel 7'], viewport: { width: 390, height: 844 }, locale: 'zh-CN' },
    },
  ],
})
