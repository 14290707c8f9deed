// The words of the answers that an App gets, in English: what their fields
// mean.

/** The fields that have no sample with words in the page. */
export const answered = {
  none: "none",
  noIDToken: "Not in this answer: the scope openid was not granted. Ask for it in step 5, and exchange the new code.",
  certificate: "The PIM’s own certificate, in PEM. A line of it ends in CR LF.",
  key: "The RSA key in it, as a JWT library or a browser takes it (SubjectPublicKeyInfo, base64).",
  noKey: "There is no key in it that this page can find.",
  ok: "The PIM has noted it, and nothing else has changed: no scope, no token.",
};
