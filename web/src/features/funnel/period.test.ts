import { expect, test } from 'vitest'
import { spanOf } from './period'

test('presets end today or with the month', () => {
  expect(spanOf('thisMonth', '2026-11-22')).toEqual({ from: '2026-11-01', to: '2026-11-22' })
  expect(spanOf('lastMonth', '2026-01-05')).toEqual({ from: '2025-12-01', to: '2025-12-31' })
  expect(spanOf('quarter', '2026-11-22')).toEqual({ from: '2026-10-01', to: '2026-11-22' })
  expect(spanOf('days30', '2026-03-10')).toEqual({ from: '2026-02-09', to: '2026-03-10' })
})

test('a custom span keeps what is stated', () => {
  expect(spanOf('custom', '2026-11-22', { from: '2026-09-03' })).toEqual({
    from: '2026-09-03',
    to: '2026-11-22',
  })
})
