"""What our servers have in common: the sockets that they listen on, and connections that slow clients cannot hold."""
