// The colours of the product, twice: here for Ant Design and the charts, in
// tokens.css for everything else. theme.test.ts keeps the two equal.
import { theme as antd, type ThemeConfig } from 'antd'

export type Mode = 'light' | 'dark'

const light = {
  bg: '#F5F4F1',
  surface: '#FFFFFF',
  subtle: '#FAF9F7',
  raised: '#FFFFFF',
  hover: '#F6F5F2',
  selected: '#EDF0FB',
  border: '#E8E5DF',
  borderStrong: '#D2CEC6',
  text: '#1C1A17',
  text2: '#55514A',
  text3: '#6E6960',
  disabled: '#ABA69C',
  primary: '#3450B8',
  primaryHover: '#2A43A0',
  primarySoft: '#EDF0FB',
  primaryBorder: '#C8D2F3',
  solid: '#3450B8',
  solidHover: '#2A43A0',
  red: '#B93A24',
  redSoft: '#FBECE8',
  redFill: '#D2563F',
  amber: '#8A5A00',
  amberSoft: '#FAF1DD',
  amberFill: '#D89B2B',
  green: '#22704A',
  greenSoft: '#E7F3EB',
  greenFill: '#3D9467',
  cold: '#3A6C88',
  coldSoft: '#E8F1F5',
  coldFill: '#6A9DB8',
  seal: '#C4412B',
  float: '#1C1A17',
  l1: '#D3DBF5',
  l2: '#B5C2EE',
  l3: '#92A4E4',
  l4: '#6C84D8',
  l5: '#4965CA',
  l6: '#3049A8',
  l7: '#1F3078',
}

export type Palette = typeof light

const dark: Palette = {
  bg: '#121110',
  surface: '#1A1917',
  subtle: '#1F1E1B',
  raised: '#252421',
  hover: '#22211E',
  selected: '#252B45',
  border: '#2E2C28',
  borderStrong: '#45423C',
  text: '#EDEAE4',
  text2: '#B8B3A9',
  text3: '#9E988D',
  disabled: '#5F5B54',
  primary: '#9DB0F7',
  primaryHover: '#B6C4FA',
  primarySoft: '#252B45',
  primaryBorder: '#3B4676',
  solid: '#4460CE',
  solidHover: '#5571DC',
  red: '#F08A73',
  redSoft: '#3A211B',
  redFill: '#D2634C',
  amber: '#E0AE4F',
  amberSoft: '#352910',
  amberFill: '#C38F2E',
  green: '#74C397',
  greenSoft: '#1A2E22',
  greenFill: '#459A6E',
  cold: '#8CBBD3',
  coldSoft: '#1B2B34',
  coldFill: '#5B8CA6',
  seal: '#C4412B',
  float: '#3A3833',
  l1: '#2B3252',
  l2: '#35416E',
  l3: '#425292',
  l4: '#5266B4',
  l5: '#677FD4',
  l6: '#8A9EEE',
  l7: '#B7C4FA',
}

export const palette: Record<Mode, Palette> = { light, dark }

/** The layer ramp, also the series colours of every chart. */
export const ramp = (p: Palette): string[] => [p.l1, p.l2, p.l3, p.l4, p.l5, p.l6, p.l7]

const cjk =
  '"PingFang SC","HarmonyOS Sans SC","MiSans","Microsoft YaHei UI","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC",system-ui,sans-serif'

export const fontFor = (language: string) =>
  (language.startsWith('zh') ? '"Laidan Latin",' : '"Laidan Latin Full",') + cjk

/** Targets grow to 44 px under a thumb. */
const heights = {
  desk: { controlHeight: 32, controlHeightSM: 26, controlHeightLG: 40 },
  phone: { controlHeight: 44, controlHeightSM: 36, controlHeightLG: 52 },
}

interface Place {
  phone: boolean
  /** Nothing moves. */
  still: boolean
}

export function antTheme(mode: Mode, language: string, place: Place): ThemeConfig {
  return {
    algorithm: mode === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: tokenOf(mode, language, place),
    components: componentsOf(mode),
  }
}

function tokenOf(mode: Mode, language: string, { phone, still }: Place): ThemeConfig['token'] {
  const p = palette[mode]
  const shade = mode === 'dark' ? '0,0,0' : '28,26,23'
  const floating = `0 8px 28px rgba(${shade},.14), 0 1px 3px rgba(${shade},.08)`
  return {
    fontFamily: fontFor(language),
    fontSize: 14,
    fontSizeSM: 12,
    fontSizeLG: 15,
    lineHeight: 1.5714,
    fontWeightStrong: 600,
    colorPrimary: p.solid,
    colorPrimaryHover: p.solidHover,
    colorPrimaryActive: p.solidHover,
    colorLink: p.primary,
    colorLinkHover: p.primaryHover,
    colorInfo: p.solid,
    colorSuccess: p.greenFill,
    colorWarning: p.amberFill,
    colorError: p.red,
    colorText: p.text,
    colorTextSecondary: p.text2,
    colorTextTertiary: p.text3,
    colorTextQuaternary: p.disabled,
    colorTextPlaceholder: p.text3,
    colorTextDescription: p.text3,
    colorBgLayout: p.bg,
    colorBgContainer: p.surface,
    colorBgElevated: p.raised,
    colorBorder: p.borderStrong,
    colorBorderSecondary: p.border,
    colorSplit: p.border,
    colorFillAlter: p.subtle,
    colorBgMask: mode === 'dark' ? 'rgba(0,0,0,.5)' : 'rgba(28,26,23,.26)',
    borderRadius: 6,
    borderRadiusSM: 4,
    borderRadiusLG: 10,
    ...(phone ? heights.phone : heights.desk),
    motion: !still,
    motionDurationFast: '0.08s',
    motionDurationMid: '0.14s',
    motionDurationSlow: '0.2s',
    controlOutline: p.primarySoft,
    controlOutlineWidth: 3,
    boxShadow: floating,
    boxShadowSecondary: floating,
  }
}

function componentsOf(mode: Mode): ThemeConfig['components'] {
  const p = palette[mode]
  return {
    Button: {
      dangerColor: mode === 'dark' ? '#1C1A17' : '#FFFFFF',
      primaryShadow: 'none',
      defaultShadow: 'none',
      dangerShadow: 'none',
      fontWeight: 500,
      paddingInline: 12,
      paddingInlineSM: 8,
    },
    Tabs: {
      horizontalItemPadding: '10px 0',
      horizontalItemGutter: 22,
      titleFontSize: 14,
      itemColor: p.text2,
      itemSelectedColor: p.text,
      inkBarColor: p.text,
    },
    Segmented: {
      trackBg: p.bg,
      itemSelectedBg: mode === 'dark' ? p.borderStrong : p.surface,
      itemColor: p.text2,
      itemSelectedColor: p.text,
      trackPadding: 2,
    },
    Input: { activeShadow: `0 0 0 3px ${p.primarySoft}` },
    Select: { optionSelectedBg: p.selected },
    Form: { labelColor: p.text2, verticalLabelPadding: '0 0 4px', itemMarginBottom: 22 },
    Tooltip: { colorBgSpotlight: p.float },
    Tag: { defaultBg: p.subtle },
  }
}
