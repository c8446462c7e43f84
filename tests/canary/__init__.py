"""No secret leaves by any way but its own: every place, every command, every screen."""
