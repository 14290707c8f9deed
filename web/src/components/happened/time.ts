// Moments as text.

/** "10:42:07", with the day where it is not that of now. */
export function clockTime(ms: number, now: number): string {
  const time = new Date(ms).toLocaleTimeString("en-GB");
  if (new Date(ms).toDateString() === new Date(now).toDateString()) return time;
  return `${new Date(ms).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" })}, ${time}`;
}
