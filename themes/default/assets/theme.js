(()=>{"use strict";try{let e=localStorage.getItem("scheme");("dark"===e||"light"===e)&&(document.documentElement.dataset.scheme=e)}catch{}})();
