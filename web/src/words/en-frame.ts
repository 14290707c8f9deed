// What the page for frames of others says beside its step.

export const words = {
  title: (step: string) => `${step} · PIM Auth Playground`,
  own: "Another page shows this step in a frame. It cannot read what you type here, but it chose what stands in this frame, and could lay a field of its own over one of these. Type the credentials of a real PIM",
  open: "in the playground itself",
  linked: "This address names a PIM, and came by a link. The playground asks before anything goes there:",
  step: (step: string) => `Open “${step}” in the playground`,
} as const;
