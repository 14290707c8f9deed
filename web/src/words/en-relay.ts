// The words of a relay to one's own PIM, in English.

export const relayWords = {
  label: "Relay token",
  show: "Show",
  row: (pim: string, at: string) => `Requests for ${pim} go through the relay at ${at}.`,
  token: "Whoever started it has its token, which stands in no request, command, file or link of this page.",
  adds: (pim: string, at: string) => `Sent through the relay at ${at}. ${pim} gets what stands above, and none of what your browser adds: Origin, User-Agent, Accept-Language, Sec-… and the like end at the relay.`,
  forRelay: "Added for the relay, removed by it:",
  noSecret: "the relay’s own, from its field at the top",
  curl: "The curl goes to the PIM directly: outside of a browser nothing needs a relay.",
};
