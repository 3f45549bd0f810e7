"""The preview's web server: addresses, connections, who may ask, and the answers."""
