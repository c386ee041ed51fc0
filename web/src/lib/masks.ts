// Masked values come from the server; the browser only lays them out.

/** Whether a value hides part of itself. */
export const isMasked = (value: string) => value.includes('*')

/** "138 0013 4172" for mainland mobiles, other numbers as they are; masked ones keep their shape. */
export function phoneText(value: string): string {
  if (isMasked(value)) return value
  const mobile = /^(?:\+86)?(1\d{2})(\d{4})(\d{4})$/.exec(value.replace(/[\s-]/g, ''))
  return mobile ? `${mobile[1]} ${mobile[2]} ${mobile[3]}` : value
}

/** What a screen reader should say: a mask read as "ends in 4172". */
export const maskedEnd = (value: string): string => /\*([^*]{1,6})$/.exec(value)?.[1] ?? ''

/** The digits somebody typed look like the last four of a number, or a full one. */
export const looksLikeNumber = (query: string) => /^\+?\d[\d\s-]{2,}$/.test(query.trim())
