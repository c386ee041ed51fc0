import { useEffect, useState } from 'react'

/** True once `on` has lasted `ms`: loading shows nothing for the first 300 ms. */
export function useDelayed(on: boolean, ms = 300): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!on) {
      setLate(false)
      return
    }
    const timer = setTimeout(() => setLate(true), ms)
    return () => clearTimeout(timer)
  }, [on, ms])
  return on && late
}
