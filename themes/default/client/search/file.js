// Says why nothing is found where the search page was opened as a file. Browsers run no module there, so this is none.
if (location.protocol === "file:") document.getElementById("_file")?.removeAttribute("hidden");
