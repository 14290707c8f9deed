// Copying with what the browser grants: the Clipboard API, else the old
// command, else the text is selected for the person to copy.

export async function copy(text: string, shown: Node): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Refused, or no clipboard on plain http outside localhost.
    return copySelected(shown);
  }
}

function copySelected(shown: Node): boolean {
  getSelection()?.selectAllChildren(shown);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way where the Clipboard API is withheld
  return document.execCommand("copy");
}
