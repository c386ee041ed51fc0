import { Navigate } from '@tanstack/react-router'
import { useMe } from '@/api/queries'
import { useNav } from './nav'

/** "/" leads to the page this person begins the day with. */
export function Home() {
  const { home } = useMe()
  const nav = useNav()
  const first = nav.find((item) => item.to === `/${home}`) ?? nav[0]
  return <Navigate to={first?.to ?? '/account'} replace />
}
