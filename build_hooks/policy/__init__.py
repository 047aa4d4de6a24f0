"""What a browser may do with our pages: Content-Security-Policy and the other security headers."""
