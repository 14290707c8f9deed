// The script of the page that diagnoses what people paste.

import { PimDoctor } from "../components/doctor/doctor.js";
import { start } from "../start.js";

void start({ elements: { "pim-doctor": PimDoctor } });
