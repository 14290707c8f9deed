// The elements of the steps from the challenge to OpenID.

import { PimChallenge } from "../components/challenge/challenge.js";
import { PimIdToken } from "../components/idtoken/idtoken.js";
import { PimPaste } from "../components/paste/paste.js";

export const challengeElements = { "pim-challenge": PimChallenge, "pim-paste": PimPaste, "pim-idtoken": PimIdToken };
