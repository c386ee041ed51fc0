import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { whenUnauthorized } from './api/client'
import { adoptFirst } from './api/first'
import { meQuery } from './api/queries'
import { sessionEnded } from './features/auth/session'
import { startI18n } from './i18n'
import { prefs } from './lib/prefs'
import { Providers, queryClient } from './providers'
import { router } from './routes'
import './ui/base.css'

whenUnauthorized(sessionEnded)

const pause = (millis: number) => new Promise((done) => setTimeout(done, millis))

// Words, page and person come side by side; drawn once, when all are there.
void Promise.all([
  startI18n(),
  router.load(),
  prefs.loggedIn() ? queryClient.prefetchQuery(meQuery) : undefined,
  Promise.race([adoptFirst(queryClient), pause(500)]),
]).then(() => {
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  createRoot(root).render(
    <StrictMode>
      <Providers>
        <RouterProvider router={router} />
      </Providers>
    </StrictMode>,
  )
})
