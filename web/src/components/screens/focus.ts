// Where the focus goes when the button that had it has gone.

export function focusStatus(): void {
  // A press that left its button in place keeps the focus there.
  if (document.activeElement === null || document.activeElement === document.body) document.querySelector<HTMLElement>("[role=status]")?.focus();
}
