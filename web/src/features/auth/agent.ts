// "Chrome · Windows" out of a user agent: enough to recognise one's own devices.

const browsers: [RegExp, string][] = [
  [/MicroMessenger/, 'WeChat'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/HarmonyOS/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/Windows/, 'Windows'],
  [/Linux/, 'Linux'],
]

const first = (list: [RegExp, string][], agent: string) => list.find(([pattern]) => pattern.test(agent))?.[1]

/** The browser and system of a user agent, or its first word. */
export function deviceOf(agent: string): string {
  const parts = [first(browsers, agent), first(systems, agent)].filter(Boolean)
  return parts.join(' · ') || (agent.split(/[\s/]/)[0] ?? '')
}

export const isHandheld = (agent: string) => /Android|iPhone|iPad|Mobile|HarmonyOS/.test(agent)
