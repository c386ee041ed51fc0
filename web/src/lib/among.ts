/** Whether a text is one of a list of words. */
export const among = <W extends string>(list: readonly W[], text: string): text is W =>
  (list as readonly string[]).includes(text)
