// The entry of the search script: opens the search page, or suggestions under the search box of another page.
// .ci/bundle makes one file of this module and all that it imports.
import { openBox } from "./box.js";
import { part } from "./dom.js";
import { openPage } from "./page.js";

if (part("more")) openPage();
else openBox();
