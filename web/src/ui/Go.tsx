import { useRouter } from '@tanstack/react-router'
import { type AnchorHTMLAttributes, type MouseEvent, type Ref, useCallback } from 'react'

type Props = AnchorHTMLAttributes<HTMLAnchorElement> & { to: string; ref?: Ref<HTMLAnchorElement> }

/** A link to a page of the product by its address; opens in place, new tabs work as ever. */
export function Go({ to, onClick, ...rest }: Props) {
  const router = useRouter()
  const open = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    router.history.push(to)
  }
  return <a href={to} onClick={open} {...rest} />
}

/** Opens an address of the product from code. */
export function useGo(): (to: string, options?: { replace?: boolean }) => void {
  const router = useRouter()
  return useCallback(
    (to, options) => (options?.replace ? router.history.replace(to) : router.history.push(to)),
    [router],
  )
}
