(()=>{try{let e=localStorage.getItem("scheme");(e==="dark"||e==="light")&&(document.documentElement.dataset.scheme=e)}catch{}})();
