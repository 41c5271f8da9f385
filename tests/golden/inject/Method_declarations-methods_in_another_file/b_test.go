package files

type client struct{}

func (c client) String() string { return "client" }
