/** "浙江 宁波"; a city that is its own province stands once: 上海, not 上海 上海. */
export const placeOf = (province: string, city: string): string =>
  province === city ? city : [province, city].filter(Boolean).join(' ')
