// Search in the reader's browser: the published page that answers, or suggestions under the box of any other page.
// One file is published of this and all that it imports: .ci/bundle makes it.
import { openBox } from "./box.js";
import { part } from "./dom.js";
import { openPage } from "./page.js";

if (part("more")) openPage();
else openBox();
