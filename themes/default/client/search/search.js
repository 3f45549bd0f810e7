// Search in the reader's browser: the published page that answers, or suggestions under the box of any other page.
// A build publishes this and all that it imports as one file.
import { openBox } from "./box.js";
import { part } from "./dom.js";
import { openPage } from "./page.js";

if (part("more")) openPage();
else openBox();
