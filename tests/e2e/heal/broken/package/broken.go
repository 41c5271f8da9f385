package broken

// Bad is.
func Bad() int { return "text" }
