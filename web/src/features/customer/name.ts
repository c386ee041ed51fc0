// How a company's name is shown: what people call it, and the legal rest.

const legal =
  '(?:集团|控股)?(?:股份有限公司|有限责任公司|有限公司|合伙企业|公司)|,?\\s*(?:co\\.?,?\\s*)?(?:ltd|inc|llc|corp|gmbh|plc|limited)\\.?'
const place = '\\s*[（(][^（）()]{1,12}[）)]'
const pattern = new RegExp(`^(.{2,}?)((?:${place})?(?:${legal})(?:${place})?|${place})$`, 'iu')

/** "澜禾精密机械（苏州）有限公司" as ["澜禾精密机械", "（苏州）有限公司"]. */
export function nameParts(name: string): [main: string, rest: string] {
  const match = pattern.exec(name.trim())
  return match?.[1] ? [match[1], match[2] ?? ''] : [name, '']
}
