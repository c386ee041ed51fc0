export function copied(members: string[]): string | undefined
export function faults(file: string, text: string): string[]
