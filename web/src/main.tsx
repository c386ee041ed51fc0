import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { whenUnauthorized } from './api/client'
import { sessionEnded } from './features/auth'
import { startI18n } from './i18n'
import { Providers } from './providers'
import { router } from './routes'
import './ui/base.css'

whenUnauthorized(sessionEnded)

void startI18n().then(() => {
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
