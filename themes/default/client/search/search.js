// The entry of the search page's script.
// .ci/bundle makes one file of this module and all that it imports but the engine, which answers queries.
import { openPage } from "./page.js";

openPage();
