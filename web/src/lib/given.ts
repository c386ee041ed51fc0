/** The members that count as filled in. */
export function given<T extends object>(of: T, filled: (value: unknown) => boolean): Partial<T> {
  const out: Partial<T> = {}
  for (const name in of) if (filled(of[name])) out[name] = of[name]
  return out
}
