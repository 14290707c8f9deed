// Package authcore builds the requests by which a program authenticates
// against an Akeneo PIM, and reads the answers. It never sends: a [Request] is
// a value to show, to compare and to hand to any HTTP client. Time and
// randomness are parameters.
//
// Which function for which situation:
//
//   - You have the address of a PIM as somebody typed it: [ParseAddress].
//   - You have the client ID, secret, username and password of a connection
//     and want a token: [Connector.PasswordRequest], then [ParseToken].
//   - Your access token expired ([Token.Left]): [Connector.RefreshRequest], then
//     [ParseToken]. Store the new refresh token, the used one is dead.
//   - You have an access token: [ListCategories], then [ParseCategories].
//   - You want to see whether an address is a PIM's: [APIRoot], then [ParseRoot].
//   - You write an App: [ParseActivation], [NewState], [App.AuthorizationRequest];
//     then [ParseCallback], [NewCodeIdentifier], [App.TokenRequest], [ParseAppToken].
//     [Scopes] says what an App may ask for, [UpdateScopes] asks for more.
//   - Your App hears invalid_client: [CheckChallenge].
//   - You want to know who let the App in: [ParseIDToken], and package openid.
//   - You do not know the version of a PIM: [GuessVersion].
//   - You only need the Authorization header: [Client.Credentials]; to see what
//     is in one, [ParseCredentials]; to show how it comes about, [Client.Groups].
//   - You want to show a request: [Request.HTTP], [Request.Curl], [CurlAfter]; or
//     an answer: [Response.BodyText].
//
// What cannot be sent is an *[InputError]. An answer that is not the one asked
// for is an [AnswerError]. Both say what to do next; neither holds a secret.
//
// Notably absent: a client with a transport, storage of tokens, retries.
package authcore
