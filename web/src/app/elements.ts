// The elements of the steps from the challenge to OpenID.

export const challengeElements = {};
