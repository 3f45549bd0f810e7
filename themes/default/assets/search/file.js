(()=>{location.protocol==="file:"&&document.getElementById("_file")?.removeAttribute("hidden");})();
