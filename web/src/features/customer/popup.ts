/** Menus open inside the page or dialog they belong to, not beside the landmarks. */
export const insidePage = (trigger: HTMLElement): HTMLElement =>
  trigger.closest<HTMLElement>('[role=dialog], main') ?? document.body
